/**
 * Translates `docker compose build` and `docker compose push` into commands of
 * plain docker.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { argumentsIn, type Files, filled, quoted } from "./docker_words.ts";

const DEFAULTS = [
  "compose.yaml",
  "compose.yml",
  "docker-compose.yaml",
  "docker-compose.yml",
];

/** Added to the default one where it is there. */
const OVERRIDES = DEFAULTS.map((name) => name.replace(".", ".override."));

const buildSchema = z.union([
  z.string().transform((context) => ({ context })),
  z.looseObject({}),
]).pipe(z.looseObject({
  context: z.string().default("."),
  dockerfile: z.string().optional(),
  args: z.union([
    z.array(z.string()),
    z.record(z.string(), z.unknown()),
  ]).nullish(),
  tags: z.array(z.string()).default([]),
}));

const composeSchema = z.looseObject({
  name: z.string().optional(),
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string().optional(),
      build: buildSchema.optional(),
    }),
  ).default({}),
});

/** The services of a project. */
export type Compose = z.infer<typeof composeSchema>;

/**
 * Reads the files of a project, one over the other.
 * @throws {Error} in docker's words
 */
export async function readCompose(
  { read, env }: Files,
  given: readonly string[] = [],
): Promise<Compose> {
  const texts: unknown[] = [];
  const names = given.length > 0 ? given : await present(read);
  for (const name of names) {
    const text = await read(name);
    if (text === undefined) {
      throw new Error(`open ${name}: no such file or directory`);
    }
    texts.push(filled(parseYaml(text, name), env));
  }
  if (texts.length === 0) {
    throw new Error("no configuration file provided: not found");
  }
  return composeSchema.parse(texts.reduce(over));
}

async function present(read: Files["read"]): Promise<readonly string[]> {
  for (const [i, name] of DEFAULTS.entries()) {
    if (await read(name) === undefined) continue;
    const more = OVERRIDES[i] ?? "";
    return await read(more) === undefined ? [name] : [name, more];
  }
  return [];
}

/** Maps are merged, lists and texts replaced. */
function over(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above ?? below;
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, over(below[key], above[key])]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Flags before the command, and those of commands, that take a value. */
const VALUED =
  /^(?:-f|--file|-p|--project-name|--project-directory|--profile|--env-file|--progress|--ansi|--parallel|--build-arg|--builder|-m|--memory|--ssh)$/;

/**
 * The commands for `docker compose ARGS`; undefined: it builds and pushes nothing
 * that is known here.
 */
export async function composeCommands(
  args: readonly string[],
  files: Files,
): Promise<readonly string[] | undefined> {
  const { flags, operands: [command, ...services] } = argumentsIn(
    args,
    VALUED,
  );
  if (/^(?:config|version|pull|ps|images|ls|logs)$/.test(command ?? "")) {
    return [];
  }
  if (command !== "build" && command !== "push") return undefined;
  const valuesOf = (...names: readonly string[]): readonly string[] =>
    flags.flatMap(([name, value]) => names.includes(name) ? [value] : []);
  const compose = await readCompose(files, valuesOf("-f", "--file"));
  const unknown = services.find((name) => !(name in compose.services));
  if (unknown !== undefined) throw new Error(`no such service: ${unknown}`);
  const chosen = Object.entries(compose.services).filter(([name, { build }]) =>
    build !== undefined && (services.length === 0 || services.includes(name))
  );
  return chosen.flatMap(([name, service]) => {
    const image = service.image ?? `${compose.name ?? "project"}-${name}`;
    if (command === "push") {
      return service.image === undefined ? [] : [`push ${quoted(image)}`];
    }
    const words = buildWords(service.build!, files.env, [
      image,
      ...service.build?.tags ?? [],
    ]);
    const more = valuesOf("--build-arg").flatMap((one) => ["--build-arg", one]);
    const push = flags.some(([flag]) => flag === "--push") ? ["--push"] : [];
    return [`build ${
      [...push, ...words.slice(0, -1), ...more, words.at(-1)!]
        .map(quoted).join(" ")
    }`];
  });
}

/**
 * The arguments of a project's build for plain docker; its context comes last.
 */
export function buildWords(
  { context, dockerfile, args }: z.infer<typeof buildSchema>,
  env: Files["env"],
  tags: readonly string[],
): readonly string[] {
  const given = Array.isArray(args)
    ? args
    : Object.entries(args ?? {}).map(([name, value]) =>
      value === null || value === undefined ? name : `${name}=${value}`
    );
  return [
    ...dockerfile === undefined ? [] : [
      "--file",
      /^(?:\/|\.$)/.test(dockerfile) || context === "."
        ? dockerfile
        : `${context.replace(/\/$/, "")}/${dockerfile}`,
    ],
    ...given.flatMap((one) => [
      "--build-arg",
      one.includes("=") ? one : `${one}=${env(one) ?? ""}`,
    ]),
    ...tags.flatMap((tag) => ["--tag", tag]),
    context,
  ];
}
