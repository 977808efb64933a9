/**
 * Measurements that a clock shows in the future, because it was set back since.
 * Sealed now, they would look as if they were made after the seal.
 * @module
 */

/** As clocks of one machine may differ (ms); a seal allows the same. */
const SKEW_MS = 1000;

/** The checks that were measured later than now. */
export function measuredLater(
  records: readonly { readonly id: string; readonly at: string }[],
  now: number,
): readonly string[] {
  return records.filter(({ at }) => Date.parse(at) > now + SKEW_MS)
    .map(({ id }) => id);
}
