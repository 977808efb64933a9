/**
 * The verdict on a step of the schema in an open shop.
 * @module
 */

import { fail, type Finding, pass } from "../../scripts/checks/mod.ts";

/** Events of that database beside the shop's own. */
export const ROWS = 20_000;

/** Longest time that a step may take there (ms). */
const MAX_MS = 1000;

/** The effects of a step there. */
export interface StepMeasured {
  readonly name: string;
  /** PostgreSQL's words when it did not take it. */
  readonly refused: string | undefined;
  /** The failure of the shop's old code afterwards; undefined: it goes on. */
  readonly oldCode: string | undefined;
  /** Type of `events.email` afterwards. */
  readonly column: string | undefined;
  /** Parts and rows that were there before it, and not after. */
  readonly lost: readonly string[];
  /** Tables that were written anew, row by row. */
  readonly rewritten: readonly string[];
  /** "AccessExclusiveLock on events" of each statement. */
  readonly locks: readonly string[];
  readonly ms: number;
  /** How the database differs from before, after the way back. */
  readonly back: readonly string[];
}

/** Locks behind which sales or readers wait. */
const HARD =
  /^(?:ShareLock|ShareRowExclusiveLock|ExclusiveLock|AccessExclusiveLock) on (.+)$/;

/** A default that is a constant does no harm. */
const COLUMN = /^character varying\(255\)(?! not null)/;

/**
 * Evaluates it; the first thing that customers would notice is reported first.
 */
export function evaluateStep(measured: StepMeasured): Finding {
  const { name, refused, oldCode, column, lost, rewritten, locks, ms, back } =
    measured;
  const bound =
    `email varchar(255), nullable; old code goes on; nothing lost or rewritten; a lock on events ` +
    `alone, at most ${MAX_MS} ms with ${ROWS} events; down gives back what was`;
  const others = locks.flatMap((lock) => {
    const table = HARD.exec(lock)?.[1];
    return table === undefined || table === "events" ? [] : [lock];
  });
  const wrong = refused !== undefined
    ? [
      `PostgreSQL does not take ${name}: ${refused}`,
      "what PostgreSQL says, and the table of step 9.3: the table already has rows",
    ]
    : lost.length > 0
    ? [
      `${name} is destructive: ${some(lost)}`,
      "up of the step: which statement takes something away?",
    ]
    : column === undefined
    ? [`after ${name} events has no email`, "up of the step in migrations/"]
    : rewritten.length > 0
    ? [
      `${rewritten.join(", ")} was rewritten, ${ms} ms`,
      "up of the step: which clause makes PostgreSQL write every row again?",
    ]
    : !COLUMN.test(column)
    ? [
      `email is ${column}`,
      "up of the step: the old code writes no email, and must go on",
    ]
    : oldCode !== undefined
    ? [
      `after ${name} the shop's old code fails when it ${oldCode}`,
      "up of the step: what does the old code not know?",
    ]
    : others.length > 0
    ? [
      others.join(", "),
      "up of the step: sales wait behind that lock, so why does the step take it?",
    ]
    : ms > MAX_MS
    ? [
      `${name} took ${ms} ms, with ${some(locks)}`,
      "deno task migrate up --lock-report",
    ]
    : back.length > 0
    ? [
      `after down it is not as before: ${some(back)}`,
      "down of the step: it must undo up, and no more",
    ]
    : undefined;
  const [what, look] = wrong ?? [];
  return what === undefined || look === undefined
    ? pass(
      `${name}: ${ms} ms with ${ROWS} events, ${some(locks)}, and back again`,
      bound,
      measured,
    )
    : fail(what, bound, look, measured);
}

function some(words: readonly string[]): string {
  const more = words.length - 3;
  return (words.slice(0, 3).join("; ") || "no lock was seen") +
    (more > 0 ? `; and ${more} more` : "");
}
