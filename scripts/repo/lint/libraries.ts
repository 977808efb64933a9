/**
 * Which libraries have one reader here: other code asks the reader, so that a
 * format is read the same way everywhere, with the same errors.
 * @module
 */

/** A library, and the folders or files that may import it. */
interface Library {
  /** Beginning of the specifier. */
  readonly name: string;
  /** Names that are meant; without this, all. */
  readonly imports?: RegExp;
  readonly homes: readonly string[];
  /** The replacement for other code. */
  readonly instead: string;
}

/** Libraries with one reader. */
const LIBRARIES: readonly Library[] = [
  {
    name: "yaml",
    imports: /^parse/,
    homes: ["scripts/lib/text/yaml/"],
    instead: "parseYaml, parseAllYaml of scripts/lib/text/yaml/mod.ts",
  },
  {
    name: "dockerfile-ast",
    homes: ["scripts/adapters/docker/formats/"],
    instead: "parseDockerfile of scripts/adapters/docker/formats/mod.ts",
  },
  {
    name: "@actions",
    homes: ["scripts/checks/github_actions/"],
    instead: "scripts/checks/github_actions/mod.ts",
  },
  {
    name: "mdast-util-from-markdown",
    homes: ["scripts/lib/text/markdown/"],
    instead: "scripts/lib/text/markdown/mod.ts",
  },
  {
    name: "@prometheus-io/lezer-promql",
    homes: [
      "scripts/adapters/prometheus/promql/",
      "scripts/course/verify_labs/variants/", // it writes expressions anew
    ],
    instead: "scripts/adapters/prometheus/promql/mod.ts",
  },
  {
    name: "modern-tar",
    homes: ["scripts/adapters/docker/formats/"],
    instead: "readArchive of scripts/adapters/docker/formats/mod.ts",
  },
];

/**
 * Why a file must not import something of a library.
 * @param names that it imports, as the library calls them
 * @returns undefined when it may
 */
export function refusedLibrary(
  from: string,
  specifier: string,
  names: readonly string[],
): string | undefined {
  const library = LIBRARIES.find(({ name, imports }) =>
    (specifier === name || specifier.startsWith(`${name}/`)) &&
    (imports === undefined || names.some((one) => imports.test(one)))
  );
  return library === undefined ||
      library.homes.some((one) => from.startsWith(one))
    ? undefined
    : `${library.name} has one reader: use ${library.instead}`;
}

/** Where text files may be read as they are. */
const TEXT_HOMES: readonly string[] = [
  "scripts/lib/files/",
  "scripts/e2e/compose/probe/", // it shows what a container may not read
];

/**
 * Why a file must not call a function of `Deno` that reads text.
 * @returns undefined when it may
 */
export function refusedTextReader(
  from: string,
  name: string,
): string | undefined {
  const isReader = name === "readTextFile" || name === "readTextFileSync";
  return !isReader || TEXT_HOMES.some((one) => from.startsWith(one))
    ? undefined
    : `Deno.${name} keeps CRLF and other encodings: use readText or ` +
      "readTextSync of scripts/lib/files/mod.ts";
}
