/**
 * `deno task lab run N`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  oneOf,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { type Path, PATHS } from "../walkthrough/directive.ts";
import { parseText } from "../walkthrough/parse_text.ts";
import { makeEdit } from "../walkthrough/edits.ts";
import { runText, type Step } from "../walkthrough/run_text.ts";
import { openShell } from "../../../lib/process/mod.ts";
import { takeSolution, TREE_ENV, treeBefore } from "../walkthrough/tree.ts";
import { LAB, labNumber } from "../../lab/commands/number.ts";
import { readText } from "../../../lib/files/mod.ts";

/** The command. */
export const run: Tool = defineTool({
  name: "run",
  summary: "runs a lab's text, command by command, with the solution's files",
  flags: {
    path: oneOf<Path, Path>("path", PATHS, {
      default: "dev",
      help: "without Docker, with it, or on a cluster",
    }),
    into: text("into", {
      default: undefined,
      help:
        "an empty folder for the student's tree; kept. Else a temporary one",
    }),
    verbose: boolean("verbose", { help: "print what the commands print" }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const lab = labNumber(operands);
    const source = await readText(`labs/lab${lab}.md`)
      .catch(() => undefined);
    if (source === undefined) {
      throw new CouldNotRun(
        `Cannot run lab ${lab}: there is no labs/lab${lab}.md`,
      );
    }
    const folder = flags.into ?? await Deno.makeTempDir({ prefix: "lab-" });
    const notes = await Deno.makeTempDir({ prefix: "lab-shell-" });
    await treeBefore(lab, folder);
    host.err(`the tree before lab ${lab}: ${folder}`);
    const { clock } = host;
    const shell = openShell({ folder, notes, clock, env: TREE_ENV });
    const stop = host.onSignal(() => void shell.stop());
    try {
      const steps = await runText({
        text: parseText(source),
        path: flags.path,
        shell,
        takeSolution: (file, names) => takeSolution(lab, folder, file, names),
        edit: (name) => makeEdit(lab, folder, name),
        now: clock.monotonic,
        onEach: (step) => host.out(stepText(step, flags.verbose)),
      });
      const count = (outcome: Step["outcome"]): number =>
        steps.filter((one) => one.outcome === outcome).length;
      const failed = count("failed");
      host.out(
        `lab ${lab} by ${flags.path}: ${count("ok")} blocks run, ` +
          `${failed} failed, ${count("by hand")} by hand`,
      );
      return failed === 0 ? Exit.ok : Exit.verdictFailed;
    } finally {
      stop();
      await Deno.remove(notes, { recursive: true });
      if (flags.into === undefined) {
        await Deno.remove(folder, { recursive: true });
      }
    }
  },
});

function stepText(step: Step, isVerbose: boolean): string {
  const { block, outcome, why, seconds, output } = step;
  const [first = ""] = block.code.trim().split("\n");
  const what = block.code === "" ? "files of the solution" : first;
  const head = `${outcome.padEnd(10)}  ${block.step.padEnd(5)}` +
    `line ${block.line}: ${what}` +
    (outcome === "ok" ? ` (${seconds.toFixed(1)} s)` : "") +
    (why === "" ? "" : `: ${why}`);
  const isShown = output !== "" && (isVerbose || outcome === "failed");
  return isShown ? `${head}\n${indented(output)}` : head;
}

function indented(text: string): string {
  const lines = text.trimEnd().split("\n");
  const shown = lines.length > 40 ? ["...", ...lines.slice(-40)] : lines;
  return shown.map((line) => `            ${line}`).join("\n");
}
