/**
 * Finds what a container of the image starts: the program itself, or a shell
 * that starts it.
 * @module
 */

import {
  type Instruction,
  lineageOf,
  type Stage,
} from "../../../scripts/adapters/docker/formats/mod.ts";
import { imageName } from "./base_image.ts";
import { commandsOf, copied, type Recipe, rootImageOf } from "./recipe.ts";

const SHELL = /^(?:r?ba|da|a|k|mk|z|c|tc|fi)?sh$|^(?:busy|toy)box$/;

/** Programs that start another one, and pass signals on or become it. */
const LAUNCHERS: ReadonlySet<string> = new Set([
  ...["tini", "dumb-init", "catatonit", "env", "nice", "exec", "setpriv"],
  ...["gosu", "su-exec", "stdbuf"],
]);

/** Launchers whose first word is a user. */
const FOR_A_USER: ReadonlySet<string> = new Set(["gosu", "su-exec"]);

/** Images whose own ENTRYPOINT is a script. */
const WITH_A_SCRIPT = /(?:^|\/)(?:deno|node|python|postgres|redis|nginx)$/;

/** Why a shell stands in front of the program; none: it does not. */
export function shellInFront(recipe: Recipe): readonly string[] {
  const { last } = recipe;
  if (last === undefined) return [];
  const { entrypoint, cmd } = startOf(last);
  for (const one of [entrypoint, cmd]) {
    if (one !== undefined && !one.isList && one.text !== "") {
      return [`line ${one.line}: ${one.keyword} ${one.text} is the shell form`];
    }
  }
  const words = [...entrypoint?.words ?? [], ...cmd?.words ?? []];
  if (words.length === 0) return ["no ENTRYPOINT or CMD says what starts"];
  const { repository } = imageName(rootImageOf(last));
  if (entrypoint === undefined && WITH_A_SCRIPT.test(repository)) {
    return [`${repository} has an ENTRYPOINT of its own, which is a script`];
  }
  const first = startedBy(words);
  const line = entrypoint?.line ?? cmd?.line;
  return first !== undefined && isShell(first, recipe)
    ? [`line ${line}: ${first} is a shell or a script for one`]
    : [];
}

/** ENTRYPOINT and CMD that hold at the end of a stage. */
function startOf(stage: Stage): {
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
} {
  const before = stage.parent === undefined
    ? { entrypoint: undefined, cmd: undefined }
    : startOf(stage.parent);
  const own = (name: string) =>
    stage.instructions.findLast(({ keyword }) => keyword === name);
  const entrypoint = own("ENTRYPOINT");
  return {
    entrypoint: entrypoint ?? before.entrypoint,
    // An ENTRYPOINT takes the CMD of its base away.
    cmd: own("CMD") ?? (entrypoint === undefined ? before.cmd : undefined),
  };
}

/** The first program that does something itself. */
function startedBy(words: readonly string[]): string | undefined {
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith("-") || /^\w+=/.test(word)) continue;
    const name = nameOf(word);
    if (!LAUNCHERS.has(name)) return word;
    if (FOR_A_USER.has(name)) rest.shift();
  }
  return undefined;
}

function isShell(path: string, recipe: Recipe): boolean {
  const name = nameOf(path);
  if (SHELL.test(name) || /\.(?:ba|z)?sh$/.test(name)) return true;
  return [...recipe.needed].flatMap(lineageOf).some((instruction) => {
    if (instruction.keyword === "RUN") return makesShell(path, instruction);
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") {
      return false;
    }
    const { sources, target } = copied(instruction);
    const isFile = !target.endsWith("/") && nameOf(target) === name;
    return sources.some((source) => {
      if (nameOf(source) !== name && !isFile) return false;
      const text = instruction.documents.get(source.replace(/^<<-?/, "")) ??
        recipe.fileOf(source);
      return isFile && SHELL.test(nameOf(source)) ||
        /^#!.*sh\b/.test(text ?? "");
    });
  });
}

/** Whether a RUN writes a script to a path, or links it to a shell. */
function makesShell(path: string, instruction: Instruction): boolean {
  const text = commandsOf(instruction);
  const at = path.replaceAll(/[^\w]/g, "\\$&");
  return new RegExp(`ln\\s+-\\S+\\s+\\S*sh\\s+\\S*${at}\\b`).test(text) ||
    /#!\s*\/\S*(?:sh|env sh|env bash)\b/.test(text) &&
      new RegExp(`${at}(?![\\w/])`).test(text);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
