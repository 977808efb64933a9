/**
 * The result of taking things away, as it is kept: `labs/negative_controls.json`, and the
 * table of `labs/README.md`.
 * @module
 */

import { z } from "zod";
import { ROOT } from "../../../adapters/running_stack/mod.ts";
import { labDigest } from "../proofs.ts";
import { readOptional, replaceFile } from "../../../lib/files/mod.ts";
import { VERDICTS } from "../../../checks/mod.ts";
import { LOSSES } from "./plan.ts";

const rowSchema = z.strictObject({
  lab: z.int(),
  check: z.string(),
  title: z.string(),
  outage: z.enum(LOSSES),
  verdict: z.enum(VERDICTS),
  measured: z.string(),
  atSeconds: z.number(),
  wholeSeconds: z.number(),
  /** Of the lab, as it was then. */
  digest: z.string(),
});

/** One check, and what it said without something. */
export type Row = z.infer<typeof rowSchema>;

const FILE = `${ROOT}/labs/negative_controls.json`;

/** All that are kept. */
async function readRows(): Promise<readonly Row[]> {
  const text = await readOptional(FILE);
  return text === undefined ? [] : z.array(rowSchema).parse(JSON.parse(text));
}

/** Keeps new ones in the place of the same checks' old ones. */
export async function keepRows(rows: readonly Row[]): Promise<void> {
  const all = merged(await readRows(), rows);
  await replaceFile(FILE, JSON.stringify(all, null, 2) + "\n");
}

/** Old rows and new ones, by lab and step. */
export function merged(
  old: readonly Row[],
  rows: readonly Row[],
): readonly Row[] {
  const isNew = (one: Row) =>
    rows.some((row) => row.lab === one.lab && row.check === one.check);
  return [...old.filter((one) => !isNew(one)), ...rows].toSorted((a, b) =>
    a.lab - b.lab ||
    a.check.localeCompare(b.check, "en", { numeric: true })
  );
}

/** The names of the verdicts where students read them. */
const WORDS: Readonly<Record<Row["verdict"], string>> = {
  pass: "**passes**",
  fail: "fails",
  could_not_verify: "unknown",
  not_started: "to do",
};

/** The table of what is kept. */
export async function keptOutagesTable(): Promise<string> {
  const rows = await readRows();
  const labs = [...new Set(rows.map(({ lab }) => lab))];
  const digests = new Map(
    await Promise.all(
      labs.map(async (lab) => [lab, await labDigest(lab)] as const),
    ),
  );
  return outagesTable(rows, (row) => digests.get(row.lab) === row.digest);
}

/** The table, a line for each check. */
export function outagesTable(
  rows: readonly Row[],
  isCurrent: (row: Row) => boolean,
): string {
  const keys = new Set(rows.map(({ lab, check }) => `${lab} ${check}`));
  const lines = [...keys].map((key) => {
    const own = rows.filter(({ lab, check }) => `${lab} ${check}` === key);
    const [first] = own;
    const cells = LOSSES.map((outage) => {
      const row = own.find((one) => one.outage === outage);
      return row === undefined ? "" : WORDS[row.verdict];
    });
    const stale = own.every(isCurrent) ? "" : " (the lab has changed since)";
    return `| ${first?.lab} | ${first?.check} | ${first?.title}${stale} | ${
      cells.join(" | ")
    } |`;
  });
  return [
    "| Lab | Check | Claims that | Customers sent away | Tickets run out | Prometheus stopped |",
    "| ---: | --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
