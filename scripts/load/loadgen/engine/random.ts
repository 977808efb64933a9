/**
 * Chance from a seed. Each arrival has draws of its own, made of the seed and
 * its number: a run can be repeated, and several workers that share a run out
 * play together exactly what one would have played.
 * @module
 */

/** Draws from [0, 1). */
export type Random = () => number;

/** Draws that depend on `seed` and `stream` only. */
export function drawsOf(seed: number, stream = 0): Random {
  let state = mix(mix(seed) ^ mix(stream + 0x9e3779b9));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) / 2 ** 32;
  };
}

/** Scrambles 32 bits; the finalizer of MurmurHash3. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Longest deck; weights that need a longer one are drawn one by one. */
const MAX_DECK = 1000;

/**
 * Says which of some weighted things arrival `index` is. The things are dealt
 * from a shuffled deck, so that each stretch has the exact mix: two runs differ
 * by what the shop did, not by how often chance chose the dear journey.
 */
export function dealer(
  weights: readonly number[],
  seed: number,
): (index: number) => number {
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  const deck = weights.flatMap((weight, thing) =>
    Array.from<number>({ length: Math.round(weight / divisor) }).fill(thing)
  );
  if (deck.length > MAX_DECK) {
    return (index) => pickWeighted(weights, drawsOf(seed, -1 - index)());
  }
  let round = -1;
  let dealt: readonly number[] = deck;
  return (index) => {
    const wanted = Math.floor(index / deck.length);
    if (wanted !== round) {
      dealt = shuffled(deck, drawsOf(seed, -1 - wanted));
      round = wanted;
    }
    return dealt[index % deck.length] ?? 0;
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function pickWeighted(weights: readonly number[], draw: number): number {
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [thing, weight] of weights.entries()) {
    if (left < weight) return thing;
    left -= weight;
  }
  return weights.length - 1; // rounding
}

function shuffled(deck: readonly number[], random: Random): readonly number[] {
  const cards = [...deck];
  for (let last = cards.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [cards[last], cards[other]] = [cards[other] ?? 0, cards[last] ?? 0];
  }
  return cards;
}
