/**
 * A student's Dockerfile with what the mistakes of Lab 2 are looked for in: its
 * stages, which of them lead to the image, and the scripts that it copies.
 * @module
 */

import {
  type Instruction,
  parseDockerfile,
  type Stage,
} from "../../../scripts/adapters/docker/formats/mod.ts";

/** What is known about the build. */
export interface Recipe {
  readonly stages: readonly Stage[];
  /** The stage that becomes the image; undefined when there is no FROM. */
  readonly last: Stage | undefined;
  /** Stages that a build of `last` needs, `last` among them. */
  readonly needed: ReadonlySet<Stage>;
  /** Why the builder would refuse the file. */
  readonly problems: readonly string[];
  /** Text of a file of the student's that the Dockerfile copies. */
  fileOf(path: string): string | undefined;
}

/**
 * Reads a Dockerfile.
 * @param args what compose passes; only used for an ARG without a default, since
 * the lab is about the file itself
 * @param files texts of files that it may copy, by path
 */
export function readRecipe(
  text: string,
  args: ReadonlyMap<string, string> = new Map(),
  files: ReadonlyMap<string, string> = new Map(),
): Recipe {
  const own = parseDockerfile(text);
  const passed = parseDockerfile(text, args);
  const stages = own.stages.some(({ base }) => isIncomplete(base))
    ? passed.stages
    : own.stages;
  const last = stages.at(-1);
  return {
    stages,
    last,
    needed: last === undefined ? new Set() : neededBy(last, stages),
    problems: own.problems,
    fileOf: (path) => files.get(path.replace(/^\.?\//, "")),
  };
}

/** An image of which a variable has left out a part. */
function isIncomplete(base: string): boolean {
  return base === "" || base.endsWith(":") || base.startsWith(":");
}

/** Every stage from which something gets into `last`. */
function neededBy(last: Stage, stages: readonly Stage[]): ReadonlySet<Stage> {
  const needed = new Set<Stage>();
  const queue = [last];
  for (let stage = queue.pop(); stage !== undefined; stage = queue.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    if (stage.parent !== undefined) queue.push(stage.parent);
    for (const instruction of stage.instructions) {
      for (const name of takenFrom(instruction)) {
        const source = stageNamed(name, stages);
        if (source !== undefined) queue.push(source);
      }
    }
  }
  return needed;
}

/** Names of the stages or images that an instruction takes files from. */
export function takenFrom(
  { keyword, flags, mounts }: Instruction,
): readonly string[] {
  if (keyword === "COPY" || keyword === "ADD") {
    const from = flags.get("from");
    return from === undefined ? [] : [from];
  }
  return mounts.flatMap((mount) => mount.get("from") ?? []);
}

/** The stage of a name or a number; undefined when it is an image. */
export function stageNamed(
  name: string,
  stages: readonly Stage[],
): Stage | undefined {
  return /^\d+$/.test(name)
    ? stages[Number(name)]
    : stages.findLast((one) => one.name === name.toLowerCase());
}

/** The image that a stage begins with, whatever stages are between. */
export function rootImageOf(stage: Stage): string {
  return stage.parent === undefined ? stage.base : rootImageOf(stage.parent);
}

/** The sources of a COPY, and its target. */
export function copied(
  { words }: Instruction,
): { readonly sources: readonly string[]; readonly target: string } {
  return { sources: words.slice(0, -1), target: words.at(-1) ?? "" };
}

/** The command of a RUN: its words, and the here-documents that it is given. */
export function commandsOf(
  { text, words, isList, documents }: Instruction,
): string {
  return [isList ? words.join(" ") : text, ...documents.values()].join("\n");
}
