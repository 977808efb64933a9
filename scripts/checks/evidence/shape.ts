/**
 * How deep, wide and long JSON is, counted before it is read: what walks through
 * the value calls itself for each level, and looks at each key and each text.
 * @module
 */

/** The size of JSON in each direction. */
export interface Shape {
  /** Levels of brackets. */
  readonly depth: number;
  readonly keys: number;
  /** Characters of the longest text, as it is written. */
  readonly longest: number;
}

/** Counts outside of texts; the JSON need not be right. */
export function shapeOf(json: string): Shape {
  let [depth, deepest, keys, longest] = [0, 0, 0, 0];
  let start: number | undefined;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (start !== undefined) {
      if (letter === "\\") at++;
      else if (letter === '"') {
        longest = Math.max(longest, at - start - 1);
        start = undefined;
      }
    } else if (letter === '"') start = at;
    else if (letter === ":") keys++;
    else if (letter === "[" || letter === "{") {
      deepest = Math.max(deepest, ++depth);
    } else if (letter === "]" || letter === "}") depth--;
  }
  return { depth: deepest, keys, longest };
}

/** A bundle of the course has nine levels, some thousand keys, short texts. */
const MOST: Shape = { depth: 64, keys: 100_000, longest: 256 * 1024 };

/** Why JSON is too large to be looked at; undefined: it is not. */
export function shapeProblem(json: string): string | undefined {
  const { depth, keys, longest } = shapeOf(json);
  if (depth > MOST.depth) {
    return `it is nested ${depth} deep, and at most ${MOST.depth} levels are read`;
  }
  if (keys > MOST.keys) {
    return `it has ${keys} keys, and at most ${MOST.keys} are read`;
  }
  return longest > MOST.longest
    ? `it has a text of ${longest} characters, and at most ${MOST.longest} are read`
    : undefined;
}
