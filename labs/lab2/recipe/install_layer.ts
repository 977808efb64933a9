/**
 * Whether the packages have a layer of their own, which a change of the code
 * leaves as it is.
 * @module
 */

import type {
  Instruction,
  Stage,
} from "../../../scripts/adapters/docker/formats/mod.ts";
import { commandsOf, copied, type Recipe, stageNamed } from "./recipe.ts";

/** The files at some point of a stage. */
interface State {
  /** The lock file is there. */
  readonly lock: boolean;
  /** Code is there, so that every layer from here on changes with it. */
  readonly source: boolean;
  /** Packages are there that were fetched before any code. */
  readonly installed: boolean;
}

const NOTHING: State = { lock: false, source: false, installed: false };

const INSTALLS =
  /\bdeno\b(?:\s+-\S+)*\s+(?:install|i|ci|cache|add|vendor|task\s+\S*(?:install|deps|cache))\b/;

const BUILDS = /\bdeno\b(?:\s+-\S+)*\s+(?:compile|bundle)\b/;

/** Paths that stand for the lock file and for the code. */
const LOCK = "deno.lock";
const CODE = ["services", "scripts"] as const;

/** Why each change of the code fetches all packages again; none: it does not. */
export function sourceBeforeLock(recipe: Recipe): readonly string[] {
  const states = new Map<Stage, State>();
  const builds: { readonly line: number; readonly kept: boolean }[] = [];
  const copies: number[] = [];
  const of = (stage: Stage): State => {
    const known = states.get(stage);
    if (known !== undefined) return known;
    let state = stage.parent === undefined ? NOTHING : of(stage.parent);
    states.set(stage, state); // a stage that takes from itself
    for (const instruction of stage.instructions) {
      const next = after(instruction, state, recipe, of);
      if (next.source && !state.source) copies.push(instruction.line);
      if (
        instruction.keyword === "RUN" && BUILDS.test(commandsOf(instruction)) &&
        (next.source || readsCode(instruction))
      ) {
        const kept = next.installed || keepsPackages(instruction);
        builds.push({ line: instruction.line, kept });
      }
      state = next;
      states.set(stage, state);
    }
    return state;
  };
  const ends = [...recipe.needed].map(of);
  const isKept = builds.length > 0
    ? builds.every(({ kept }) => kept)
    : ends.some(({ installed }) => installed);
  if (isKept) return [];
  const line = copies.length === 0 ? undefined : Math.min(...copies);
  return [
    line === undefined
      ? "no layer fetches the packages"
      : `the code is there from line ${line} on, and no package was fetched ` +
        "before it",
  ];
}

/** The files after an instruction. */
function after(
  instruction: Instruction,
  state: State,
  { stages }: Recipe,
  of: (stage: Stage) => State,
): State {
  const { keyword, flags } = instruction;
  if (keyword === "COPY" || keyword === "ADD") {
    const { sources } = copied(instruction);
    const from = flags.get("from");
    if (from === undefined) {
      return {
        ...state,
        lock: state.lock || sources.some((one) => takes(one, LOCK)),
        source: state.source || sources.some(isCode),
      };
    }
    const source = stageNamed(from, stages);
    const there = source === undefined ? NOTHING : of(source);
    const isLock = sources.every((one) => /deno\.(?:lock|jsonc?)$/.test(one));
    const isPackages = sources.every((one) =>
      /deno-dir|\.cache|node_modules|vendor/.test(one)
    );
    return {
      lock: state.lock || there.lock,
      source: state.source || there.source && !isLock && !isPackages,
      installed: state.installed || there.installed,
    };
  }
  if (keyword !== "RUN" || !INSTALLS.test(commandsOf(instruction))) {
    return state;
  }
  const bound = boundPaths(instruction);
  const lock = state.lock || bound.some((one) => takes(one, LOCK));
  const source = state.source || bound.some(isCode);
  return { ...state, installed: state.installed || lock && !source };
}

/** Whether packages stay in a cache that no layer holds. */
function keepsPackages({ mounts }: Instruction): boolean {
  return mounts.some((mount) => mount.get("type") === "cache");
}

function readsCode(instruction: Instruction): boolean {
  return boundPaths(instruction).some(isCode);
}

/** Paths of the build's context that a RUN sees by mounts. */
function boundPaths({ mounts }: Instruction): readonly string[] {
  return mounts.filter((mount) =>
    (mount.get("type") ?? "bind") === "bind" && !mount.has("from")
  ).map((mount) => mount.get("source") ?? mount.get("src") ?? ".");
}

/** Whether a path of the context has code in it. */
function isCode(pattern: string): boolean {
  if (/deno\.(?:jsonc?|lock)$/.test(pattern)) return false;
  const [first = ""] = plain(pattern).split("/");
  return CODE.some((folder) => takes(first, folder));
}

/** Whether what a COPY names takes this path of the root along. */
function takes(pattern: string, path: string): boolean {
  const own = plain(pattern);
  if (own === "" || own === ".") return true;
  const source = own.replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", "[^/]*").replaceAll("?", "[^/]")
    .replaceAll("[\\^", "[^");
  try {
    return new RegExp(`^${source}$`).test(path);
  } catch {
    return own === path; // a bracket that nothing closes
  }
}

function plain(pattern: string): string {
  return pattern.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
}
