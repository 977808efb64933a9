/**
 * The result of a lab's variants and cases, kept beside the lab.
 * @module
 */

import { z } from "zod";
import { ROOT } from "../../../adapters/running_stack/mod.ts";
import { readOptional, replaceFile } from "../../../lib/files/mod.ts";
import { markdownTable } from "../../../lib/text/mod.ts";

const count = z.strictObject({
  /** How many were made and could be evaluated. */
  tried: z.int(),
  /** How many were taken as they must be. */
  right: z.int(),
  /** How many needed something that was not there. */
  open: z.int(),
});

/** Counts of one kind. */
export type Count = z.infer<typeof count>;

const schema = z.strictObject({
  lab: z.int(),
  /** Of the lab, its checks and its list. */
  digest: z.string(),
  seed: z.int(),
  equivalents: count,
  neighbours: count,
  right_cases: count,
  wrong_cases: count,
  /** Which were not taken as they must be, and what the check said. */
  exceptions: z.array(z.string()),
});

/** The kept totals of a lab. */
export type Tally = z.infer<typeof schema>;

/** Counts results. */
export function countOf(
  all: readonly { readonly isRight: boolean | undefined }[],
): Count {
  const right = all.filter(({ isRight }) => isRight === true).length;
  const open = all.filter(({ isRight }) => isRight === undefined).length;
  return { tried: all.length - open, right, open };
}

/** Where a lab's tally is kept. */
export function tallyFile(lab: number): string {
  return `labs/lab${lab}/variants.json`;
}

/** The tally of one lab; undefined when there is none yet. */
export async function readTally(lab: number): Promise<Tally | undefined> {
  const text = await readOptional(`${ROOT}/${tallyFile(lab)}`);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

/** Keeps it. */
export async function keepTally(tally: Tally): Promise<void> {
  await replaceFile(
    `${ROOT}/${tallyFile(tally.lab)}`,
    JSON.stringify(tally, null, 2) + "\n",
  );
}

/** Accepted of right ones and rejected of wrong ones, before this was built. */
const BEFORE: Readonly<Record<number, readonly [string, string]>> = {
  2: ["7 of 16", "8 of 14"],
  3: ["28 of 35", "30 of 35"],
  4: ["4 of 6", "3 of 4"],
  5: ["14 of 26", "22 of 30"],
  6: ["13 of 36", "20 of 24"],
  7: ["4 of 4", "2 of 3"],
  11: ["10 of 14", "19 of 28"],
  12: ["6 of 7", "5 of 10"],
};

/** The table of labs/README.md. */
export function tallyTable(
  rows: readonly { readonly tally: Tally; readonly isCurrent: boolean }[],
): string {
  const shown = ({ tried, right, open }: Count): string =>
    tried + open === 0
      ? ""
      : `${right} of ${tried}${open === 0 ? "" : ` (${open} open)`}`;
  return markdownTable(
    [
      "Lab",
      "Equivalent forms accepted",
      "Neighbours rejected",
      "Right cases accepted",
      "Wrong cases rejected",
      "Right work accepted, first measurement",
      "Wrong work rejected, first measurement",
    ],
    rows.map(({ tally, isCurrent }) => [
      `${tally.lab}${isCurrent ? "" : " (changed since)"}`,
      shown(tally.equivalents),
      shown(tally.neighbours),
      shown(tally.right_cases),
      shown(tally.wrong_cases),
      ...BEFORE[tally.lab] ?? ["", ""],
    ]),
  );
}
