/**
 * `deno task lab`
 * @module
 */

import { Exit } from "../lib/exit_code.ts";
import { boolean, integer, text, UsageError } from "../lib/flags.ts";
import { realHost } from "../lib/host.ts";
import { CouldNotRun, defineTool, runTool, type Tool } from "../lib/tool.ts";
import { labOf, LABS } from "./labs.ts";
import { keepProgress } from "./progress.ts";
import { emptyReport } from "./report.ts";
import { runChecks } from "./run_checks.ts";
import { solve } from "./solve.ts";
import { readOptional, studentContext } from "./student.ts";
import { findingLines, taskLines } from "./tell.ts";
import { exitOf } from "./verdict.ts";

const LAB = { usage: "N", help: "which lab, 1 to 12", min: 1, max: 1 };

const list: Tool = defineTool({
  name: "list",
  summary: "the labs that can be checked",
  flags: {},
  run({ host }) {
    for (const { lab, title, tasks, checks } of LABS) {
      const points = tasks.reduce((sum, task) => sum + task.points, 0);
      host.out(
        `${lab}  ${title} (${points} points, ${checks.length} checks): ` +
          `labs/lab${lab}.md`,
      );
    }
    return Exit.ok;
  },
});

const start: Tool = defineTool({
  name: "start",
  summary: "writes the report to fill in, and says where the text is",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(numberOf(operands));
    const file = `submissions/lab${lab.lab}.md`;
    const own = await readOptional(`labs/lab${lab.lab}/report.md`) ?? "";
    await Deno.mkdir("submissions", { recursive: true });
    try {
      const text = emptyReport(lab, own);
      await Deno.writeTextFile(file, text, { createNew: true });
      host.out(`${file} written; the text is labs/lab${lab.lab}.md`);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      host.out(`${file} is there already; the text is labs/lab${lab.lab}.md`);
    }
    return Exit.ok;
  },
});

const check: Tool = defineTool({
  name: "check",
  summary: "measures what you have achieved, on your own shop",
  flags: {
    task: integer("task", {
      default: undefined,
      min: 0,
      max: 3,
      help: "only this task; 0 is the bonus",
    }),
    json: boolean("json", { help: "the findings as JSON" }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const lab = labOf(numberOf(operands));
    const all = await runChecks(lab, studentContext(host), {
      task: flags.task,
      onEach: (one) => flags.json ? undefined : host.out(findingLines(one)),
    });
    host.out(
      flags.json
        ? JSON.stringify({ lab: lab.lab, checks: all })
        : `\n${taskLines(lab, all)}`,
    );
    if (flags.task === undefined) {
      await keepProgress({
        lab: lab.lab,
        title: lab.title,
        passed: all.filter(({ verdict }) => verdict === "pass").length,
        total: all.length,
        checked: new Date(host.clock.now()).toISOString(),
      });
    }
    return exitOf(all.map(({ verdict }) => verdict));
  },
});

const hint: Tool = defineTool({
  name: "hint",
  summary: "helps with a step, a little more each time it is asked",
  flags: {
    tier: integer("tier", {
      default: 1,
      min: 1,
      max: 3,
      help: "how much help: 1 says where to look, 3 nearly what to do",
    }),
  },
  operands: { usage: "N.M", help: "a step, such as 1.4", min: 1, max: 1 },
  run({ host, flags, operands }) {
    const [id = ""] = operands;
    const lab = labOf(Number(id.split(".")[0]));
    const step = lab.checks.find((one) => one.id === id);
    if (step === undefined) {
      throw new CouldNotRun(
        `Cannot find step ${id}: lab ${lab.lab} has checks ` +
          lab.checks.map((one) => one.id).join(", "),
      );
    }
    host.out(step.hints[flags.tier - 1] ?? "There is no more to say.");
    if (flags.tier < step.hints.length) {
      host.err(`more: deno task lab hint ${id} --tier ${flags.tier + 1}`);
    }
    return Exit.ok;
  },
});

const solved: Tool = defineTool({
  name: "solve",
  summary: "writes the tree as it is after a lab, for those who teach",
  flags: {
    into: text("into", {
      default: undefined,
      help: "an empty folder, or one that is not there yet",
    }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const { into } = flags;
    if (into === undefined) {
      throw new UsageError("Cannot run lab solve: --into FOLDER is missing");
    }
    const lab = numberOf(operands);
    const count = await solve(lab, into);
    host.out(
      `${into} is the tree after lab ${lab}, ${count} files of solutions`,
    );
    return Exit.ok;
  },
});

/** The tool. It works on the current directory, the checkout's root. */
export const labTool: Tool = defineTool({
  name: "lab",
  summary: "the labs: start one, check it, get a hint",
  flags: {},
  commands: [list, start, check, hint, solved],
  examples: ["lab list", "lab start 1", "lab check 1", "lab hint 1.4"],
  run() {
    throw new UsageError("Cannot run lab: a command is missing, e.g. list");
  },
});

function numberOf([text = ""]: readonly string[]): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new UsageError(
    `Cannot run lab: N must be a number from 1 to 12, current value is ${text}`,
  );
}

if (import.meta.main) Deno.exit(await runTool(realHost(), labTool));
