/**
 * A solved tree, changed.
 * @module
 */

/** The text of a file of the solved tree; throws when there is none. */
export type Old = (path: string) => string;

/** New texts by path; undefined removes the file. */
export type Change = Readonly<Record<string, (old: Old) => string | undefined>>;

/** A change, and what the checks must say of it. */
export interface Variant {
  readonly name: string;
  /** Right in another form, or wrong in one point. */
  readonly kind: "equivalent" | "neighbour";
  /** Checks that must accept it, or of which one must refuse it. */
  readonly steps: readonly string[];
  readonly change: Change;
}

/** One file, changed; a change that changes nothing is a mistake. */
export function edited(path: string, edit: (text: string) => string): Change {
  return {
    [path](old) {
      const text = edit(old(path));
      if (text === old(path)) throw new Error(`${path} stays as it was`);
      return text;
    },
  };
}
