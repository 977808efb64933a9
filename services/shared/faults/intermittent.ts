/**
 * Faults that come and go by themselves: the trouble is there, is gone when
 * an engineer looks, and comes again.
 * @module
 */

/** Mean lengths of the spells, in seconds. */
export interface Flap {
  readonly on_s: number;
  readonly off_s: number;
}

/** Shortest spell (ms): a draw next to 0 would be none at all. */
const SHORTEST_MS = 100;

/**
 * Whether the fault is there at a moment. The first spell begins now and the
 * fault is there; lengths are exponential, so that the end of a spell cannot be
 * predicted from its beginning. Moments must not go back.
 * @param draw in [0, 1)
 * @param start of the first spell, on the clock of the moments (ms)
 */
export function spells(
  { on_s, off_s }: Flap,
  draw: () => number,
  start: number,
): (now: number) => boolean {
  let on = true;
  let end = start + length();
  function length(): number {
    const mean = (on ? on_s : off_s) * 1000;
    return Math.max(SHORTEST_MS, -Math.log(1 - draw()) * mean);
  }
  return function isOn(now) {
    while (now >= end) {
      on = !on;
      end += length();
    }
    return on;
  };
}
