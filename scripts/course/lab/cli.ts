/**
 * `deno task lab`
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { check } from "./commands/check.ts";
import { evidence, sealed, writeReport } from "./commands/evidence.ts";
import { LAB, labNumber } from "./commands/number.ts";
import { prove } from "./commands/prove.ts";
import { run } from "./commands/run.ts";
import { negativeControls } from "./commands/negative_controls.ts";
import { verify } from "./commands/verify.ts";
import { labOf, LABS } from "./labs.ts";
import {
  emptyReport,
  forgetLab,
  keepHint,
  studentContext,
} from "../../checks/mod.ts";
import { solve } from "../edition/solve.ts";

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
    const lab = labOf(labNumber(operands));
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
  async run({ host, flags, operands }) {
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
    await keepHint(lab.lab, id, flags.tier);
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
    const lab = labNumber(operands);
    const count = await solve(lab, into);
    host.out(
      `${into} is the tree after lab ${lab}, ${count} files of solutions`,
    );
    return Exit.ok;
  },
});

const report = defineTool({
  name: "report",
  summary: "writes what was measured into the report; your answers stay",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(labNumber(operands));
    const context = studentContext(host);
    await Deno.mkdir("submissions", { recursive: true });
    const file = await writeReport(lab, await sealed(lab, context), context);
    host.out(`${file} written`);
    return Exit.ok;
  },
});

const reset = defineTool({
  name: "reset",
  summary: "forgets what was measured of a lab; files of yours stay",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(labNumber(operands));
    const wasThere = await forgetLab(lab.lab);
    host.out(
      wasThere
        ? `lab ${lab.lab} begins anew; submissions/lab${lab.lab}.md is as it was`
        : `nothing was known of lab ${lab.lab}`,
    );
    return Exit.ok;
  },
});

/** The tool. It works on the current directory, the checkout's root. */
export const labTool: Tool = defineTool({
  name: "lab",
  summary: "the labs: start one, check it, get a hint",
  flags: {},
  commands: [
    list,
    start,
    check,
    hint,
    evidence,
    verify,
    report,
    reset,
    run,
    prove,
    negativeControls,
    solved,
  ],
  examples: ["lab list", "lab start 1", "lab check 1", "lab hint 1.4"],
  run() {
    throw new UsageError("Cannot run lab: a command is missing, e.g. list");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), labTool));
