/**
 * Measures many submissions again, some at a time. A problem with one of
 * them is reported for that one, and the next begins.
 * @module
 */

import { inLanes } from "../../lib/wait/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { checksOf, hashOf } from "../../checks/evidence/mod.ts";
import { printableLine } from "../../lib/text/mod.ts";
import type { Evaluated } from "../lab/bundles/evaluate_bundles.ts";
import { labOf } from "../lab/labs.ts";
import { compare, type Compared, paidFor } from "./compare.ts";
import { globsOf, recheckOne, type RecheckOptions } from "./recheck_one.ts";
import { deliverablesMark } from "./take_deliverables.ts";
import { keepResult, keptResult, type Result, resultFile } from "./result.ts";

/** How to go through them. */
export interface RecheckAll extends RecheckOptions {
  readonly folder: string;
  readonly revision: string;
  readonly jobs: number;
  readonly now: () => number;
  /** Called with each result as soon as it is known. */
  readonly onEach: (result: Result, isKept: boolean) => void;
}

/** All of them, in their order. */
export async function recheckAll(
  submissions: readonly Evaluated[],
  options: RecheckAll,
): Promise<readonly Result[]> {
  return await inLanes(
    submissions,
    options.jobs,
    (submission) => known(submission, options),
  );
}

async function known(
  submission: Evaluated,
  options: RecheckAll,
): Promise<Result> {
  const { student, text = "", problems } = submission;
  const lab = submission.bundle?.head.lab ?? 0;
  const file = resultFile(options.folder, { student, lab });
  const input = await hashOf({
    text,
    problems,
    files: await deliverablesMark(submission.root, globsOf(lab)),
    revision: options.revision,
    runUntrusted: options.runUntrusted,
  });
  const kept = await keptResult(file, input);
  const result = kept ?? await measured(submission, lab, input, options);
  if (kept === undefined) await keepResult(file, result);
  options.onEach(result, kept !== undefined);
  return result;
}

async function measured(
  { student, root, bundle, problems, isForeign }: Evaluated,
  lab: number,
  input: string,
  options: RecheckAll,
): Promise<Result> {
  const began = options.now();
  const about = { student, lab, input, revision: options.revision };
  const nothing = { checks: [], paid: [] };
  const seconds = () => (options.now() - began) / 1000;
  // By which checker it was measured does not matter: it is measured again.
  if (bundle === undefined || problems.length > (isForeign ? 1 : 0)) {
    const why = problems.join("; ");
    return { ...about, ...nothing, status: "refused", why, seconds: seconds() };
  }
  try {
    const { measured, left } = await recheckOne(root, lab, options);
    const checks = compare(labOf(lab), checksOf(bundle.entries), measured);
    const differing = checks.filter(({ outcome }) => outcome === "differs");
    return {
      ...about,
      status: statusOf(checks),
      why: [
        ...differing.map(({ id, words }) =>
          `${id} was claimed, and does not pass: ${printableLine(words, 100)}`
        ),
        ...left.map((words) => `not taken: ${words}`),
      ].join("; "),
      seconds: seconds(),
      checks: [...checks],
      paid: [...paidFor(labOf(lab), checks)],
    };
  } catch (error) {
    // A fault of ours must not end the others' turn either.
    const reason = error instanceof Error ? error.message : String(error);
    const why = error instanceof CouldNotRun ? reason : `unexpected: ${reason}`;
    return {
      ...about,
      ...nothing,
      status: "error",
      why: printableLine(why),
      seconds: seconds(),
    };
  }
}

function statusOf(checks: readonly Compared[]): Result["status"] {
  const has = (outcome: Compared["outcome"]) =>
    checks.some((one) => one.outcome === outcome);
  if (has("differs")) return "differs";
  return has("not measured") && !has("confirmed") ? "open" : "confirmed";
}
