/**
 * Points that follow from evidence: a folder for each student, with the bundles
 * that `deno task lab evidence` wrote. A person may change them; the last column
 * says what they rest on.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import {
  bundleProblems,
  type CheckBody,
  checksOf,
  parsed,
} from "../../checks/evidence/mod.ts";
import { LABS } from "../lab/labs.ts";
import type { TaskId } from "./rules.ts";
import { COLUMNS } from "./points_file.ts";
import { readText } from "../../lib/files/mod.ts";

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

/** Reads `FOLDER/STUDENT/*.evidence.json`. */
export async function fromEvidence(
  folder: string,
  against: Against,
): Promise<Proposed> {
  const lines: (readonly string[])[] = [];
  const problems: string[] = [];
  /** Of a key, the first student who handed in something by it. */
  const owners = new Map<string, string>();
  for (const student of await namesIn(folder, true)) {
    for (const file of await namesIn(`${folder}/${student}`, false)) {
      if (!file.endsWith(".evidence.json")) continue;
      const path = `${folder}/${student}/${file}`;
      const text = await readText(path);
      const wrong = await bundleProblems(text, against);
      const bundle = parsed(text);
      if (typeof bundle === "string" || wrong.length > 0) {
        problems.push(...wrong.map((words) => `${path}: ${words}`));
        continue;
      }
      const { head, entries } = bundle;
      const owner = owners.get(head.key) ?? student;
      owners.set(head.key, owner);
      if (owner !== student) {
        problems.push(`${path}: it was measured on the machine of ${owner}`);
        continue;
      }
      lines.push(...pointsOf(student, head.lab, checksOf(entries)));
    }
  }
  return { lines, problems };
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

async function namesIn(
  folder: string,
  directories: boolean,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory === directories) names.push(name);
  }
  return names.toSorted();
}
