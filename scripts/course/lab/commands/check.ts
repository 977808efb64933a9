/**
 * `deno task lab check N`
 * @module
 */

import { dirname } from "node:path";
import {
  boolean,
  defineTool,
  Exit,
  type Host,
  integer,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import {
  type Checked,
  checkerDigest,
  exitOf,
  keepRecords,
  type Lab,
  readLabState,
  runChecks,
  studentContext,
} from "../../../checks/mod.ts";
import { changesBetween, changesText } from "../changes.ts";
import { labOf } from "../labs.ts";
import { keepProgress } from "../progress.ts";
import { junitOf, resultsOf } from "../results_files.ts";
import { findingLines, taskLines } from "../print.ts";
import { stepId } from "../step.ts";
import { nextChange } from "./next_change.ts";
import { LAB, labNumber } from "./number.ts";
import { replaceFile } from "../../../lib/files/mod.ts";

/** Without a change of a file, a watching check looks again after this (ms). */
const LOOK_AGAIN_MS = 60_000;

/** The command. */
export const check: Tool = defineTool({
  name: "check",
  summary: "measures what you have achieved, on your own shop",
  flags: {
    task: integer("task", {
      default: undefined,
      min: 0,
      max: 3,
      help: "only this task; 0 is the bonus",
    }),
    step: text("step", {
      default: undefined,
      placeholder: "N.M",
      help: "only this check, e.g. 4.9",
    }),
    json: boolean("json", { help: "results.json on stdout" }),
    results: text("results", {
      default: undefined,
      help: "writes results.json (Exercism's format, version 3) there",
    }),
    junit: text("junit", {
      default: undefined,
      help: "writes JUnit's XML there",
    }),
    watch: boolean("watch", {
      help: "checks again when a file changes, or each minute, until all pass",
    }),
    runUntrusted: boolean("run-untrusted", {
      help: "in another person's tree: runs their shell commands unasked",
    }),
  },
  operands: LAB,
  examples: ["lab check 1", "lab check 3 --task 2 --watch"],
  async run({ host, flags, operands }) {
    const lab = labOf(labNumber(operands));
    let before: readonly Checked[] | undefined;
    for (;;) {
      const { task, json } = flags;
      const step = flags.step && stepId(lab.lab, flags.step);
      const all = await runChecks(lab, studentContext(host, flags), {
        task,
        step,
        onEach: (one) =>
          json || before !== undefined
            ? undefined
            : host.out(findingLines(one, lab.lab)),
      });
      if (before !== undefined && !json) {
        host.out(changesText(changesBetween(before, all)));
      }
      before = all;
      if (json) host.out(JSON.stringify(resultsOf(lab, all)));
      else host.out(`\n${taskLines(lab, all)}`);
      await keep(host, lab, all);
      await put(flags.results, JSON.stringify(resultsOf(lab, all), null, 2));
      await put(flags.junit, junitOf(lab, all));
      const exit = exitOf(all.map(({ verdict }) => verdict));
      if (!flags.watch || exit === Exit.ok) return exit;
      host.err("\nwatching your files; Ctrl-C ends it ...");
      const isEnded = await nextChange(host, LOOK_AGAIN_MS);
      if (isEnded) return exit;
    }
  },
});

async function keep(
  host: Host,
  lab: Lab,
  all: readonly Checked[],
): Promise<void> {
  const now = host.clock.now();
  const checker = await checkerDigest(lab.lab);
  await keepRecords(lab.lab, all, { checker, now });
  const { records } = await readLabState(lab.lab);
  await keepProgress({
    lab: lab.lab,
    title: lab.title,
    passed: records.filter(({ verdict }) => verdict === "pass").length,
    total: lab.checks.length,
    checked: new Date(now).toISOString(),
  });
}

async function put(file: string | undefined, content: string): Promise<void> {
  if (file === undefined) return;
  await Deno.mkdir(dirname(file), { recursive: true });
  await replaceFile(file, content.trimEnd() + "\n");
}
