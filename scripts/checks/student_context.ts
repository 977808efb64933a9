/**
 * What a check may use, taken from the student's machine.
 * @module
 */

import { createKubectl } from "../adapters/kubernetes/mod.ts";
import { runProgram } from "../lib/process/mod.ts";
import type { Host } from "../lib/cli/mod.ts";
import { readOptional } from "../lib/files/mod.ts";
import type { CheckContext } from "./lab.ts";
import {
  clusterPrometheus,
  findPrometheus,
} from "../adapters/prometheus/mod.ts";
import { findShop } from "./shop.ts";

// Labs know it from here.
export { readOptional };

/** Folders in which nobody hands anything in. */
const NOT_THEIRS = /^(?:\.git|\.dev|\.quickticket|node_modules|dist|out)$/;

/** The student's machine, and the folder that the tool was called in. */
export function studentContext(host: Host): CheckContext {
  const kubectl = createKubectl();
  return {
    clock: host.clock,
    shop: () => findShop(host.env("GATEWAY_PORT")),
    read: readOptional,
    files: async (pattern) =>
      (await Array.fromAsync(filesBelow("")))
        .filter((path) => pattern.test(path)).toSorted(),
    env: host.env,
    program: runProgram,
    prometheus: () => findPrometheus(host.env("PROMETHEUS_URL")),
    kubectl,
    clusterPrometheus: clusterPrometheus(kubectl),
    note: host.err,
  };
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder === "" ? "." : folder)) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory && !NOT_THEIRS.test(entry.name)) {
      yield* filesBelow(path);
    } else if (entry.isFile) yield path;
  }
}
