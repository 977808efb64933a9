/**
 * The moment that a person names.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

const SHAPE =
  /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads a time with its zone.
 * @throws {CouldNotRun} when it has none, or names a day that does not exist
 */
export function momentOf(text: string): Date {
  const [, day] = SHAPE.exec(text) ?? [];
  const moment = new Date(text);
  // Dates roll over by themselves: 30 February would become 2 March.
  const exists = day !== undefined && !Number.isNaN(moment.getTime()) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (exists) return moment;
  throw new CouldNotRun(
    `Cannot go to ${text}: --at must be a time with its zone, such as ` +
      "2026-11-24T02:15:04Z",
  );
}
