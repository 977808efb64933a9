/**
 * The imports and exports of the repository's code, read from its text. `deno
 * fmt` gives every import and export one form, so patterns are enough.
 * @module
 */

/** A file of code. */
export interface CodeFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** One import statement, or one `export … from`. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Names as the other file calls them; `*` for all of them. */
  readonly names: readonly string[];
  /** True when the other file is only named: it runs in a process of its own. */
  readonly isProcess: boolean;
}

/** Something that a file exports. */
export interface Export {
  readonly path: string;
  readonly name: string;
  /** True when the file itself uses the name as well. */
  readonly isUsedInside: boolean;
  readonly isType: boolean;
}

const STATIC =
  /^(?:import|export)\s+(?:type\s+)?([^;"']*?)\s*from\s*"(\.[^"]+)"/gm;
const BARE = /^import\s+"(\.[^"]+)"/gm;
/** A dynamic import, or a program that is started by its address. */
const BY_ADDRESS = /(\bimport|new URL)\(\s*"(\.[^"]+\.ts)"/g;
const DECLARED =
  /^export\s+(?:async\s+)?(?:abstract\s+)?(function\*?|const|let|class|interface|type|enum)\s+([\w$]+)/gm;
const LISTED = /^export\s+\{([^}]*)\}/gm;

/** A lab's overlay is compiled where it is laid over the tree. */
const OVERLAY = /^labs\/lab\d+\/(?:solution|start|cases\/[^/]+\/files)\/(.+)$/;

/** The imports of a file from other files of the repository. */
export function importsOf({ path, text }: CodeFile): readonly Import[] {
  const place = OVERLAY.exec(path)?.[1] ?? path;
  const to = (specifier: string): string =>
    new URL(specifier, `file:///${place}`).pathname.slice(1);
  return [
    ...[...text.matchAll(STATIC)].map(([, clause = "", specifier = ""]) => ({
      from: path,
      to: to(specifier),
      names: namesIn(clause),
      isProcess: false,
    })),
    ...[...text.matchAll(BARE)].map(([, specifier = ""]) => ({
      from: path,
      to: to(specifier),
      names: [],
      isProcess: false,
    })),
    ...[...text.matchAll(BY_ADDRESS)].map(([, how, specifier = ""]) => ({
      from: path,
      to: to(specifier),
      names: ["*"],
      isProcess: how !== "import",
    })),
  ];
}

function namesIn(clause: string): readonly string[] {
  if (clause.includes("*")) return ["*"];
  const [, listed = ""] = /\{([^}]*)\}/.exec(clause) ?? [];
  const other = clause.replace(/\{[^}]*\}/, "").replace(",", "").trim();
  return [
    ...listed.split(",").map((one) => words(one)[0] ?? ""),
    ...other === "" ? [] : ["default"],
  ].filter((name) => name !== "");
}

/** The exports of a file. */
export function exportsOf({ path, text }: CodeFile): readonly Export[] {
  const declared = [...text.matchAll(DECLARED)].map((
    [, kind = "", name = ""],
  ) => ({
    path,
    name,
    isUsedInside: timesIn(text, name) > 1,
    isType: kind === "interface" || kind === "type",
  }));
  // A door may show a type that nothing names yet: it belongs to a signature.
  const listed = [...text.matchAll(LISTED)].flatMap(([, names = ""]) =>
    names.split(",").filter((one) => !/^\s*type\s/.test(one))
      .map((one) => words(one).at(-1) ?? "").filter((name) => name !== "")
      .map((name) => ({ path, name, isUsedInside: false, isType: false }))
  );
  return [...declared, ...listed];
}

/** How often a name stands in a text; a property `x.name` is not the name. */
function timesIn(text: string, name: string): number {
  const pattern = new RegExp(
    `(?<![\\w$]|(?<!\\.\\.)\\.)${name.replaceAll("$", "\\$")}(?![\\w$])`,
    "g",
  );
  return [...text.matchAll(pattern)].length;
}

/** `type A as B` is `A`, `B`. */
function words(listed: string): readonly string[] {
  return listed.trim().replace(/^type\s+/, "").split(/\s+as\s+/);
}
