/**
 * Points that follow from the bundles that `deno task lab evidence` wrote. A person may change them; the last column
 * says what they rest on.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { type CheckBody, checksOf } from "../../checks/evidence/mod.ts";
import { printableLine } from "../../lib/text/mod.ts";
import { collectedIn, SHAPE } from "../lab/bundles/collected.ts";
import {
  evaluateBundles,
  type Expected,
} from "../lab/bundles/evaluate_bundles.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { LABS } from "../lab/labs.ts";
import type { TaskId } from "./rules.ts";
import { alike } from "../lab/bundles/student_name.ts";
import { COLUMNS } from "./points_file.ts";

/** The result. */
export interface Proposed {
  /** Lines of points.csv. */
  readonly lines: readonly (readonly string[])[];
  /** Bundles that are worth nothing, with the reason. */
  readonly problems: readonly string[];
  /** The facts that could not be looked up. */
  readonly notes: readonly string[];
}

/**
 * Reads a folder of collected work.
 * @throws {CouldNotRun} when there is no bundle in it at all
 */
export async function fromEvidence(
  folder: string,
  expected: Expected,
): Promise<Proposed> {
  const { bundles, skipped } = await collectedIn(folder);
  if (bundles.length === 0) {
    throw new CouldNotRun(
      [...skipped, `Cannot tell: there is no bundle in ${folder}; ${SHAPE}`]
        .join("\n"),
    );
  }
  const evaluated = await evaluateBundles(bundles, expected);
  const named = (pick: "problems" | "notes") =>
    evaluated.flatMap((one) =>
      one[pick].map((words) => `${one.name}: ${words}`)
    );
  return {
    lines: evaluated.flatMap(({ student, bundle, problems }) =>
      bundle === undefined || problems.length > 0
        ? []
        : pointsOf(student, bundle.head.lab, checksOf(bundle.entries))
    ),
    problems: [
      ...skipped,
      ...alike(bundles.map((one) => one.student)),
      ...named("problems"),
    ],
    notes: named("notes"),
  };
}

/** As a file. The last column is there when anything waits for a decision. */
export function pointsCsv({ lines }: Pick<Proposed, "lines">): string {
  const isDecided = lines.every((line) => (line.at(-1) ?? "") === "");
  const width = isDecided ? COLUMNS.length - 1 : COLUMNS.length;
  return stringify([COLUMNS, ...lines].map((line) => line.slice(0, width)), {
    escape_formulas: true, // a spreadsheet must not run what a student wrote
  });
}

/** By the lab's own list: a task without checks is for people to award. */
function pointsOf(
  student: string,
  number: number,
  claimed: readonly CheckBody[],
): readonly (readonly string[])[] {
  const lab = LABS.find((one) => one.lab === number);
  return (lab?.tasks ?? []).flatMap(({ task, points }) => {
    const ids = lab?.checks.filter((check) => check.task === task)
      .map(({ id }) => id) ?? [];
    if (task === 3 || ids.length === 0) return [];
    const own = claimed.filter(({ id }) => ids.includes(id));
    const passed = own.filter(({ verdict }) => verdict === "pass");
    const id: TaskId = task === 0 ? "bonus" : String(task) as TaskId;
    // In halves, never up.
    const worth = (count: number): number =>
      Math.floor(2 * points * count / ids.length) / 2;
    const undecided = own.filter(({ verdict, disputed }) =>
      disputed !== undefined || verdict === "could_not_verify"
    );
    const most = worth(passed.length + undecided.length);
    return [[
      student,
      String(number),
      id,
      String(worth(passed.length)),
      "",
      [
        `${passed.length} of ${ids.length} checks: ` +
        (passed.map((check) => check.id).join(" ") || "none"),
        ...undecided.map(undecidedText),
      ].join("; "),
      undecided.length === 0 ? "" : String(most - worth(passed.length)),
    ]];
  });
}

/** "3.6 disputed: ..." for the person who decides. */
function undecidedText({ id, disputed }: CheckBody): string {
  return disputed === undefined
    ? `${id} could not be verified`
    : `${id} disputed: ${printableLine(disputed)}`;
}
