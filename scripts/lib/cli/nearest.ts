/**
 * "Did you mean ...?"
 * @module
 */

/**
 * The candidate that `word` was probably meant to be: it begins with the word,
 * or at most a third of its letters differ. Undefined when none is that near.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const whole = word.length > 1 && candidates.find((c) => c.startsWith(word));
  if (whole) return whole;
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const changes = distance(word, candidate);
    const allowed = Math.ceil(candidate.length / 3);
    if (changes <= allowed && changes < least) {
      best = candidate;
      least = changes;
    }
  }
  return best;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swap = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
