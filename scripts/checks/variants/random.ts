/**
 * Chance that a seed repeats: the same seed makes the same variants everywhere.
 * @module
 */

/** Draws by chance. */
export interface Random {
  /** A whole number from 0, below `end`. */
  below(end: number): number;
  /** One of them. */
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T | undefined;
  /** All of them, in another order. */
  shuffled<T>(items: readonly T[]): readonly T[];
}

/**
 * Mulberry32: small, fast, and good enough to choose between forms.
 * @param seed any whole number
 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: (items) => items[below(items.length)],
    shuffled(items) {
      const all = [...items];
      for (let i = all.length - 1; i > 0; i--) {
        const j = below(i + 1);
        const [a, b] = [all[i], all[j]];
        if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
      }
      return all;
    },
  };
}
