/**
 * Points that follow from the bundles that `deno task lab evidence` wrote. A person may change them; the last column
 * says what they rest on.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Bundle,
  bundleProblems,
  type CheckBody,
  checksOf,
  parsed,
} from "../../checks/evidence/mod.ts";
import { LABS } from "../lab/labs.ts";
import { collectedIn, SHAPE } from "./collected.ts";
import type { TaskId } from "./rules.ts";
import { alike } from "./student_name.ts";
import { COLUMNS } from "./points_file.ts";

/** What came of it. */
export interface Proposed {
  /** Lines of points.csv. */
  readonly lines: readonly (readonly string[])[];
  /** Bundles that are worth nothing, with the reason. */
  readonly problems: readonly string[];
}

/** What bundles are held against. */
export interface Against {
  readonly metrics: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Reads a folder of collected work.
 * @throws {CouldNotRun} when there is no bundle in it at all
 */
export async function fromEvidence(
  folder: string,
  against: Against,
): Promise<Proposed> {
  const { bundles, skipped } = await collectedIn(folder);
  if (bundles.length === 0) {
    throw new CouldNotRun(
      [...skipped, `Cannot tell: there is no bundle in ${folder}; ${SHAPE}`]
        .join("\n"),
    );
  }
  const problems = [...skipped, ...alike(bundles.map((one) => one.student))];
  /** Of a key, the first student who handed in something by it. */
  const owners = new Map<string, string>();
  /** The newest bundle of each student and lab. */
  const newest = new Map<string, Sealed>();
  for (const { student, path, text } of bundles) {
    const wrong = await bundleProblems(text, against);
    const bundle = parsed(text);
    if (typeof bundle === "string" || wrong.length > 0) {
      problems.push(...wrong.map((words) => `${path}: ${words}`));
      continue;
    }
    const owner = owners.get(bundle.head.key) ?? student;
    owners.set(bundle.head.key, owner);
    if (owner !== student) {
      problems.push(`${path}: it was measured on the machine of ${owner}`);
      continue;
    }
    const key = `${student}\n${bundle.head.lab}`;
    const one = { student, path, bundle };
    const before = newest.get(key);
    const [kept, left] = before !== undefined && isNewer(before, one)
      ? [before, one]
      : [one, before];
    newest.set(key, kept);
    if (left === undefined) continue;
    if (left.bundle.signature === kept.bundle.signature) continue;
    problems.push(
      `${left.path}: ${student} sealed lab ${bundle.head.lab} again later; ` +
        `${kept.path} counts`,
    );
  }
  const lines = [...newest.values()].flatMap(({ student, bundle }) =>
    pointsOf(student, bundle.head.lab, checksOf(bundle.entries))
  );
  return { lines, problems };
}

interface Sealed {
  readonly student: string;
  readonly path: string;
  readonly bundle: Bundle;
}

function isNewer(one: Sealed, other: Sealed): boolean {
  return Date.parse(one.bundle.head.sealed) >
    Date.parse(other.bundle.head.sealed);
}

/** As a file. The last column is there when anything waits for a decision. */
export function pointsCsv({ lines }: Proposed): string {
  const isDecided = lines.every((line) => (line.at(-1) ?? "") === "");
  const width = isDecided ? COLUMNS.length - 1 : COLUMNS.length;
  return stringify([COLUMNS, ...lines].map((line) => line.slice(0, width)));
}

function pointsOf(
  student: string,
  number: number,
  checks: ReturnType<typeof checksOf>,
): readonly (readonly string[])[] {
  const lab = LABS.find((one) => one.lab === number);
  return (lab?.tasks ?? []).flatMap(({ task, points }) => {
    const own = checks.filter((check) => check.task === task);
    if (own.length === 0) return []; // only a person can tell
    const passed = own.filter(({ verdict }) => verdict === "pass");
    const id: TaskId = task === 0 ? "bonus" : String(task) as TaskId;
    // In halves, never up.
    const worth = (count: number): number =>
      Math.floor(2 * points * count / own.length) / 2;
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
        `${passed.length} of ${own.length} checks: ` +
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
    : `${id} disputed: ${disputed}`;
}
