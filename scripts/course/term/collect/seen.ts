/**
 * When each bundle was first seen: a file of lines that only grows. A commit's own
 * date can be written by hand, and this cannot.
 * @module
 */

import { z } from "zod";
import { readOptional, replaceFile } from "../../../lib/files/mod.ts";
import type { Work } from "../../grade/grade.ts";
import { dueFor, type Term } from "../course_file.ts";

const line = z.object({
  student: z.string(),
  lab: z.int(),
  /** SHA-256 of the bundle. */
  sha256: z.string(),
  /** When a collection saw it first, RFC 3339. */
  at: z.iso.datetime(),
});

/** A bundle, and when it was first seen. */
export type Seen = z.infer<typeof line>;

/** Its name in the folder of collected work. */
const SEEN = "seen.jsonl";

/** Reads it. */
export async function readSeen(folder: string): Promise<readonly Seen[]> {
  const text = await readOptional(`${folder}/${SEEN}`) ?? "";
  return text.split("\n").filter((one) => one !== "")
    .map((one) => line.parse(JSON.parse(one)));
}

/** Adds what is new; the answer is how many lines that are. */
export async function addSeen(
  folder: string,
  found: readonly Seen[],
): Promise<number> {
  const before = await readSeen(folder);
  const known = new Set(before.map(keyOf));
  const added = found.filter((one) => !known.has(keyOf(one)));
  if (added.length === 0) return 0;
  const text = [...before, ...added].map((one) => JSON.stringify(one) + "\n");
  await replaceFile(`${folder}/${SEEN}`, text.join(""));
  return added.length;
}

function keyOf({ student, lab, sha256 }: Seen): string {
  return `${student}\n${lab}\n${sha256}`;
}

/**
 * Fills in how late each lab was handed in: from its due date to the collection
 * that saw the bundle of today first.
 * @param current SHA-256 of today's bundle, by "student\nlab"
 */
export function withLateHours(
  works: readonly Work[],
  term: Pick<Term, "labs" | "extensions" | "late">,
  seen: readonly Seen[],
  current: ReadonlyMap<string, string>,
): readonly Work[] {
  return works.map((work) => ({
    ...work,
    entries: work.entries.map((entry) => {
      const { student } = work;
      const due = dueFor(term, student, entry.lab);
      const sha256 = current.get(`${student}\n${entry.lab}`);
      const at = seen.find((one) =>
        one.student === student && one.lab === entry.lab &&
        one.sha256 === sha256
      )?.at;
      if (due === undefined || at === undefined) return entry;
      const hours = (Date.parse(at) - due) / 3_600_000;
      return {
        ...entry,
        lateHours: hours <= term.late.grace_hours ? 0 : Math.ceil(hours),
      };
    }),
  }));
}
