/**
 * Some of many, as a person names them.
 * @module
 */

import { UsageError } from "./flags.ts";
import { nearest } from "./nearest.ts";

/**
 * Those that are named, in their own order; all when no name is given.
 * @param what one of them is, e.g. "incident"
 * @throws {UsageError} on a name that none of them has
 */
export function selected<T>(
  what: string,
  all: readonly T[],
  { names, nameOf }: {
    readonly names: readonly string[];
    readonly nameOf: (one: T) => string;
  },
): readonly T[] {
  const known = all.map(nameOf);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    throw new UsageError(
      `Cannot find ${what} ${unknown}: there are ${known.join(", ")}` +
        (meant === undefined ? "" : `; did you mean ${meant}?`),
    );
  }
  return names.length === 0
    ? all
    : all.filter((one) => names.includes(nameOf(one)));
}
