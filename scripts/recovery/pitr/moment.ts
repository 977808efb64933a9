/**
 * The moment that a person names.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { zonedTime } from "../../lib/text/mod.ts";

/**
 * Reads a time with its zone.
 * @throws {CouldNotRun} when it has none, or names a day that does not exist
 */
export function momentOf(text: string): Date {
  const moment = zonedTime(text);
  if (moment !== undefined) return new Date(moment);
  throw new CouldNotRun(
    `Cannot go to ${text}: --at must be a time with its zone, such as ` +
      "2026-11-24T02:15:04Z",
  );
}
