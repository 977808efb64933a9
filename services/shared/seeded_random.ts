/**
 * Chance that can be repeated.
 * @module
 */

/**
 * Numbers in [0, 1) that depend on the seed alone (mulberry32, 32 bits of
 * state: good enough to spread faults, not for secrets).
 * @param seed a whole number, of which the lowest 32 bits count
 */
export function seededDraws(seed: number): () => number {
  let state = seed >>> 0;
  return function draw(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
