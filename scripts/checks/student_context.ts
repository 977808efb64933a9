/**
 * The context of a check, taken from the student's machine.
 * @module
 */

import { isAbsolute } from "node:path";
import { ROOT } from "../adapters/running_stack/mod.ts";
import { createKubectl } from "../adapters/kubernetes/mod.ts";
import { runProgram } from "../lib/process/mod.ts";
import { CouldNotRun, type Host } from "../lib/cli/mod.ts";
import { readInside, readLimited, readOptional } from "../lib/files/mod.ts";
import type { CheckContext } from "./lab.ts";
import {
  clusterPrometheus,
  findPrometheus,
} from "../adapters/prometheus/mod.ts";
import { shellGate, studentCode } from "./sandbox/mod.ts";
import { findShop } from "./shop.ts";

// Labs know it from here.
export { readOptional };

/** Folders in which no student hands anything in. */
const NOT_THEIRS = /^(?:\.git|\.dev|\.quickticket|node_modules|dist|out)$/;

/** Earlier submissions are not current work. */
const COPIES = "submissions/disputes";

/** The largest file that is read (bytes): a load's summary has 2 MB. */
const MAX_BYTES = 16 * 1024 * 1024;

/** So many files and so deep folders are looked through. */
const MAX_FILES = 50_000;
const MAX_DEPTH = 40;

/** How a check is called. */
export interface ContextOptions {
  /** Runs shell commands of another person's tree without a question. */
  readonly runUntrusted?: boolean;
}

/** The student's machine, and the folder that the tool was called in. */
export function studentContext(
  host: Host,
  { runUntrusted = false }: ContextOptions = {},
): CheckContext {
  const kubectl = createKubectl();
  let own: boolean | undefined;
  // Looked up when a check first asks, since a wrong command line needs no tree.
  const isOwn = () =>
    own ??= Deno.realPathSync(".") === Deno.realPathSync(ROOT);
  const commands = shellGate({
    isOwn,
    runUntrusted,
    ask: host.isTerminal ? confirm : undefined,
  });
  return {
    clock: host.clock,
    shop: () => findShop(host.env("GATEWAY_PORT"), host.env("DEV_STATE")),
    read: (path) => readTheirs(path, isOwn()),
    files: async (pattern) => {
      const all: string[] = [];
      for await (const path of filesBelow("")) {
        all.push(path);
        if (all.length > MAX_FILES) {
          throw new CouldNotRun(
            `Cannot look through the tree: it has more than ${MAX_FILES} files`,
          );
        }
      }
      return all.filter((path) => pattern.test(path)).toSorted();
    },
    env: host.env,
    async program(name, args) {
      // A task is a shell command that the tree's own deno.json spells out.
      if (name === "deno" && args[0] === "task") {
        commands.allow("a task of deno.json", `deno ${args.join(" ")}`);
      }
      return await runProgram(name, args);
    },
    code: studentCode(host.env, { root: ".", config: `${ROOT}/deno.json` }),
    commands,
    prometheus: () => findPrometheus(host.env("PROMETHEUS_URL")),
    kubectl,
    clusterPrometheus: clusterPrometheus(kubectl),
    note: host.err,
  };
}

/** Links of one's own are fine; another's could show any file of the grader. */
async function readTheirs(
  path: string,
  isOwn: boolean,
): Promise<string | undefined> {
  const found = await Deno.lstat(path).catch(() => undefined);
  if (found === undefined || found.isSymlink && isOwn) {
    return await readOptional(path);
  }
  const { text, problem } = isOwn || isAbsolute(path)
    ? await readLimited(path, MAX_BYTES)
    : await readInside(".", path, MAX_BYTES);
  if (problem === undefined) return text;
  throw new CouldNotRun(`Cannot read ${path}: ${problem}`);
}

async function* filesBelow(folder: string, depth = 0): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder === "" ? "." : folder)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const isTheirs = !NOT_THEIRS.test(entry.name) && path !== COPIES;
    if (entry.isDirectory && isTheirs && depth < MAX_DEPTH) {
      yield* filesBelow(path, depth + 1);
    } else if (entry.isFile) yield path;
  }
}
