/**
 * `deno task loadgen`
 * @module
 */

import { cpus } from "node:os";
import process from "node:process";
import { defineTool, realHost, runTool, type Tool } from "../../lib/cli/mod.ts";
import { clientOf } from "./engine/client_of.ts";
import { findLimitTool } from "./commands/find_limit.ts";
import { startPreciseTimer } from "./engine/precise_timer.ts";
import { compareTool, mergeTool, schemaTool } from "./commands/results.ts";
import type { Machine } from "./result/saturation.ts";
import { gather, RUN_FLAGS } from "./commands/flags.ts";
import { runLoadgen, type Surroundings } from "./commands/run.ts";
import { tableTool } from "./commands/table.ts";

/** The tool. */
export function loadgenTool(around: Surroundings): Tool {
  const tool = defineTool({
    name: "loadgen",
    summary: "puts load on the shop and evaluates the result",
    flags: RUN_FLAGS,
    examples: [
      "loadgen --rps 20 --duration 10s",
      "loadgen --stages 30s:50,1m:50..300 --expect 'pay.p99<300ms'",
      "loadgen --scenario checkout --expect 'orders/s>=5' --report run.html",
      "loadgen --users 50 --ramp 5/s --think 0.5s..2s",
    ],
    commands: [
      findLimitTool(around),
      tableTool,
      compareTool,
      mergeTool,
      schemaTool,
    ],
    run: ({ host, flags }) => runLoadgen(host, flags, around),
  });
  return {
    ...tool,
    call: (host, path) =>
      tool.call({ ...host, args: gather(host.args, "expect") }, path),
  };
}

/** The work of all its cores; undefined where that is not allowed. */
function machine(): Machine | undefined {
  try {
    const all = cpus();
    const busyMs = all.reduce(
      (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
      0,
    );
    return { busySeconds: busyMs / 1000, cores: all.length };
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}

/** The tool, on this machine. */
export const loadgen: Tool = loadgenTool({
  fetch,
  newSeed: () => Math.floor(Math.random() * 2 ** 32),
  deno: Deno.version.deno,
  client: clientOf,
  timer: startPreciseTimer,
  cpuSeconds() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  machine,
});

if (import.meta.main) Deno.exit(await runTool(realHost(), loadgen));
