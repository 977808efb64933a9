/**
 * `deno task chaos`
 * @module
 */

import { hostname } from "node:os";
import {
  CouldNotRun,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../lib/cli/mod.ts";
import { abortRuns } from "./abort.ts";
import {
  compareCommand,
  listCommand,
  predictCommand,
  reportCommand,
  schemaCommand,
  validateCommand,
} from "./commands/files.ts";
import { type Machine, runCommand, runsFolder } from "./commands/run.ts";

function abortCommand(machine: Machine): Tool {
  return defineTool({
    name: "abort",
    summary: "ends every experiment that runs, and undoes what it did",
    flags: {},
    operands: {
      usage: "[RUN]",
      help: "only this run",
      min: 0,
      max: 1,
    },
    async run({ host, operands: [name] }) {
      const { clock } = host;
      const ended = await abortRuns(runsFolder(host), name, {
        clock,
        fetch: machine.fetch,
      });
      for (const { id, title, by, failed } of ended) {
        host.out(`${id} (${title}): undone by ${by}`);
        for (const words of failed) host.out(`  could not undo: ${words}`);
      }
      if (ended.length === 0 && name !== undefined) {
        throw new CouldNotRun(
          `Cannot end ${name}: no such experiment runs; deno task chaos abort ` +
            "alone ends all that do",
        );
      }
      if (ended.length === 0) host.out("no experiment runs");
      return ended.some(({ failed }) => failed.length > 0)
        ? Exit.verdictFailed
        : Exit.ok;
    },
  });
}

/** The tool. */
export function chaosTool(machine: Machine): Tool {
  return defineTool({
    name: "chaos",
    summary: "experiments that stop themselves when the system breaks",
    flags: {},
    commands: [
      listCommand,
      validateCommand,
      predictCommand,
      runCommand(machine),
      abortCommand(machine),
      reportCommand,
      compareCommand,
      schemaCommand,
    ],
    examples: ["chaos list", "chaos run payments-slow-2s --load"],
    run() {
      throw new UsageError("Cannot run chaos: a command is missing, e.g. list");
    },
  });
}

/** The tool, on this machine. */
export const chaos: Tool = chaosTool({
  fetch,
  platform: `${Deno.build.os}-${Deno.build.arch}`,
  node: hostname(),
  version: `quickticket-chaos on deno ${Deno.version.deno}`,
});

if (import.meta.main) Deno.exit(await runTool(realHost(), chaos));
