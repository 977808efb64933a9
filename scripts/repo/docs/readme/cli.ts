/**
 * `deno task check:readme`
 * @module
 */

import { ROOT, startStack } from "../../../stack/local/mod.ts";
import {
  commandProblem,
  shownCommands,
  toolsIn,
} from "../../../lib/commands/mod.ts";
import { runProgram } from "../../../lib/process/mod.ts";
import {
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { commandsOf } from "./extract.ts";
import { helpProblems } from "./help_texts.ts";
import { play, type Played } from "./play.ts";
import type { Shell } from "./shell.ts";
import { readText } from "../../../lib/files/mod.ts";

/** The README, and the pages that its commands moved to. */
const PAGES = ["README.md", "labs/COURSE.md", "scripts/README.md"] as const;

/** The tool. */
export const readmeTool: Tool = defineTool({
  name: "check:readme",
  summary: "runs the README's commands, and compares what they print",
  flags: {},
  async run({ host }) {
    const pages = await Promise.all(PAGES.map(async (page) => {
      const text = await readText(`${ROOT}/${page}`);
      return { page, commands: commandsOf(text), shown: shownCommands(text) };
    }));
    const tools = await toolsIn(ROOT);
    const unknown = [
      ...tools.problems,
      ...helpProblems(tools),
      ...pages.flatMap(({ page, shown }) =>
        shown.flatMap((one) => {
          const problem = commandProblem(one, tools);
          return problem === undefined
            ? []
            : [`${page}, line ${one.line}: ${problem}`];
        })
      ),
    ];
    for (const words of unknown) host.out(`WRONG     ${words}`);
    await using stack = await startStack();
    const all: Played[] = [];
    for (const { page, commands } of pages) {
      all.push(
        ...await play(commands, shellOn(stack.env), (played) => {
          host.out(playedText(page, played));
        }),
      );
    }
    const count = (outcome: Played["outcome"]): number =>
      all.filter((one) => one.outcome === outcome).length;
    const wrong = count("wrong") + unknown.length;
    host.out(
      `${count("ok")} run, ${wrong} wrong, ${count("left out")} left out, ` +
        "each with its reason",
    );
    return wrong === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The README speaks of port 8080; the shop here has one of its own. */
function shellOn(env: Readonly<Record<string, string>>): Shell {
  const port = new URL(env.GATEWAY_URL ?? "").port;
  return async (command) => {
    const own = command.replaceAll("localhost:8080", `localhost:${port}`);
    const { code, stdout, stderr } = await runProgram(
      "sh",
      ["-c", own],
      { ...env, NO_COLOR: "1" },
      ROOT,
    );
    return { code, printed: `${stdout}\n${stderr}`.trim() };
  };
}

function playedText(
  page: string,
  { command, outcome, why }: Played,
): string {
  const word = { ok: "ok      ", wrong: "WRONG   ", "left out": "left out" };
  return `${word[outcome]}  ${page}:${command.line}: ${command.command}` +
    (why === "" ? "" : `: ${why}`);
}

if (import.meta.main) Deno.exit(await runTool(realHost(), readmeTool));
