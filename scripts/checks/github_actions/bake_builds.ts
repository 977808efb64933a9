/**
 * Translates `docker buildx bake` into commands of plain docker. Its files are
 * read where they are JSON or a project of compose; HCL is not.
 * @module
 */

import { z } from "zod";
import { buildWords, readCompose } from "./compose_builds.ts";
import { argumentsIn, type Files, filled, quoted } from "./docker_words.ts";

const targetSchema = z.looseObject({
  inherits: z.array(z.string()).default([]),
  context: z.string().optional(),
  dockerfile: z.string().optional(),
  args: z.record(z.string(), z.unknown()).default({}),
  tags: z.array(z.string()).default([]),
  output: z.union([z.string(), z.array(z.unknown())]).optional(),
});

type Target = z.infer<typeof targetSchema>;

const fileSchema = z.looseObject({
  variable: z.record(
    z.string(),
    z.looseObject({ default: z.unknown().optional() }),
  ).default({}),
  group: z.record(z.string(), z.looseObject({ targets: z.array(z.string()) }))
    .default({}),
  target: z.record(z.string(), z.unknown()).default({}),
});

const JSON_FILES = ["docker-bake.json", "docker-bake.override.json"];

const VALUED =
  /^(?:-f|--file|--set|--progress|--builder|--metadata-file|--provenance|--sbom|--call|--allow|--list)$/;

/** The commands for `docker buildx bake ARGS`; undefined: its file is HCL. */
export async function bakeCommands(
  args: readonly string[],
  files: Files,
): Promise<readonly string[] | undefined> {
  const { flags, operands } = argumentsIn(args, VALUED);
  const given = flags.flatMap(([flag, value]) =>
    flag === "-f" || flag === "--file" ? [value] : []
  );
  const found = given.length > 0 ? given : await present(files);
  if (found === undefined || found.some((one) => one.endsWith(".hcl"))) {
    return undefined;
  }
  const { targets, groups } = await read(found, files);
  const sets = flags.flatMap(([flag, value]) =>
    flag === "--set" ? [value] : []
  );
  const isPushed = flags.some(([flag, value]) =>
    flag === "--push" && value !== "false"
  );
  const names = operands.length > 0 ? operands : ["default"];
  return expand(names, groups, targets).map((name) => {
    const target = withSets(name, inherited(name, targets), sets);
    const push = isPushed || /registry|push=true/.test(JSON.stringify(
      target.output ?? "",
    ));
    const { context = ".", dockerfile, args, tags } = target;
    const words = buildWords(
      {
        context,
        args,
        tags,
        ...dockerfile === undefined ? {} : { dockerfile },
      },
      files.env,
      tags,
    );
    return `build ${
      [...push ? ["--push"] : [], ...words].map(quoted).join(" ")
    }`;
  });
}

async function present({ read }: Files): Promise<string[] | undefined> {
  for (const name of ["docker-bake.hcl", "docker-bake.override.hcl"]) {
    if (await read(name) !== undefined) return undefined;
  }
  const there: string[] = [];
  for (const name of JSON_FILES) {
    if (await read(name) !== undefined) there.push(name);
  }
  return there;
}

interface Plan {
  readonly targets: ReadonlyMap<string, Target>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

async function read(names: readonly string[], files: Files): Promise<Plan> {
  const targets = new Map<string, Target>();
  const groups = new Map<string, readonly string[]>();
  const projects = names.filter((name) => !name.endsWith(".json"));
  if (projects.length > 0 || names.length === 0) {
    const { services } = await readCompose(files, projects);
    for (const [name, { image, build }] of Object.entries(services)) {
      if (build === undefined) continue;
      targets.set(
        name,
        targetSchema.parse({
          ...build,
          args: mapOf(build.args),
          tags: [...image === undefined ? [] : [image], ...build.tags],
        }),
      );
    }
    groups.set("default", [...targets.keys()]);
  }
  for (const name of names.filter((one) => one.endsWith(".json"))) {
    const text = await files.read(name);
    if (text === undefined) throw new Error(`open ${name}: no such file`);
    const { variable, group, target } = fileSchema.parse(JSON.parse(text));
    const env = (key: string): string | undefined => {
      const preset = variable[key]?.default;
      return files.env(key) ??
        (preset === undefined ? undefined : String(preset));
    };
    for (const [key, one] of Object.entries(target)) {
      targets.set(key, targetSchema.parse(filled(one, env)));
    }
    for (const [key, one] of Object.entries(group)) {
      groups.set(key, one.targets);
    }
  }
  return { targets, groups };
}

function mapOf(args: unknown): Readonly<Record<string, unknown>> {
  if (!Array.isArray(args)) {
    return z.record(z.string(), z.unknown()).parse(args ?? {});
  }
  return Object.fromEntries(args.map((one) => {
    const [name = "", ...rest] = String(one).split("=");
    return [name, rest.length === 0 ? null : rest.join("=")];
  }));
}

/** The targets behind names of targets and groups, each once. */
function expand(
  names: readonly string[],
  groups: Plan["groups"],
  targets: Plan["targets"],
): readonly string[] {
  return [
    ...new Set(names.flatMap((name): readonly string[] => {
      const group = groups.get(name);
      if (group !== undefined && !(group.length === 1 && group[0] === name)) {
        return expand(group, groups, targets);
      }
      if (!targets.has(name)) {
        throw new Error(`failed to find target ${name}`);
      }
      return [name];
    })),
  ];
}

function inherited(name: string, targets: Plan["targets"]): Target {
  const own = targets.get(name);
  if (own === undefined) throw new Error(`failed to find target ${name}`);
  const parents = own.inherits.map((one) => inherited(one, targets));
  return [...parents, own].reduce((below, above) => ({
    ...below,
    ...Object.fromEntries(
      Object.entries(above).filter(([, value]) => value !== undefined),
    ),
    args: { ...below.args, ...above.args },
    tags: above.tags.length > 0 ? above.tags : below.tags,
    inherits: [],
  }));
}

/** `--set gateway.args.REVISION=abc`, `--set *.tags=name`. */
function withSets(
  name: string,
  target: Target,
  sets: readonly string[],
): Target {
  return sets.reduce((now, one) => {
    const [, pattern = "", key, below, value = ""] =
      /^([^.=]+)\.([\w-]+)(?:\.([\w-]+))?\+?=(.*)$/s.exec(one) ?? [];
    const glob = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
    if (!glob.test(name)) return now;
    switch (key) {
      case "args":
        return { ...now, args: { ...now.args, [below ?? ""]: value } };
      case "tags":
        return { ...now, tags: [value] };
      case "context":
      case "dockerfile":
      case "output":
        return { ...now, [key]: value };
      default:
        return now;
    }
  }, target);
}
