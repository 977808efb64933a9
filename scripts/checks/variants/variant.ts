/**
 * Forms of a solution that a student might have written as well: equivalent ones,
 * which a check must accept, and neighbours that differ in one thing that matters,
 * which it must reject.
 * @module
 */

import type { Check, CheckContext } from "../lab.ts";
import type { Random } from "./random.ts";

/** One way to write a file differently. */
export interface Rule {
  /** Its effect, e.g. "lines end with CRLF". */
  readonly name: string;
  /** The other form; undefined when there is nothing here to write differently. */
  apply(text: string, random: Random): string | undefined;
}

/** Files that may take other forms, and the checks that read them. */
export interface Equivalents {
  readonly steps: readonly string[];
  readonly file: string;
  readonly rules: readonly Rule[];
}

/** One thing that matters, done differently. */
export interface Neighbour {
  readonly name: string;
  /** The checks that must reject it: one of them is enough. */
  readonly steps: readonly string[];
  readonly file: string;
  readonly change: Rule["apply"];
}

/** The text of a file of the solved tree. @throws {Error} when there is none */
export type Old = (path: string) => string;

/** New texts by path; undefined removes the file. */
export type Change = Readonly<Record<string, (old: Old) => string | undefined>>;

/**
 * A form of a solution that an author has thought of, in one file or in many.
 */
export interface Listed {
  readonly name: string;
  readonly kind: "equivalent" | "neighbour";
  /** Checks that must accept it, or of which one must reject it. */
  readonly steps: readonly string[];
  readonly change: Change;
}

/**
 * What trials of a lab need beside a tree: a stand-in for a machine that has done
 * the lab. It is opened once, and closed after the last trial.
 */
export interface Ground extends AsyncDisposable {
  /**
   * Checks that take the place of those with the same id. They measure the same
   * thing somewhere else, e.g. on a database of this machine.
   */
  readonly checks?: readonly Check[];
  /**
   * Files that the text's own commands would have left beside this work, such as
   * journals, by path.
   */
  given?(
    tree: Pick<CheckContext, "read" | "files">,
  ): Promise<ReadonlyMap<string, string>>;
}

/**
 * The variants of a lab's solution: `labs/labN/variants.ts` exports `variants`.
 */
export interface LabVariants {
  /** Files that rules write in other forms, by chance. */
  readonly equivalents?: readonly Equivalents[];
  /** Changes of one file that are wrong; rules put them into other forms, too. */
  readonly neighbours?: readonly Neighbour[];
  /** Forms that are tried as they are. */
  readonly listed?: readonly Listed[];
  /** The dependencies of its trials, and of its cases. */
  readonly open?: () => Promise<Ground>;
}

/** A generated form. */
export interface Variant {
  readonly kind: "equivalent" | "neighbour";
  /** The rules in their order, and of a neighbour what it does differently. */
  readonly name: string;
  readonly chain: readonly string[];
  readonly steps: readonly string[];
  /** New texts by path; null deletes. */
  readonly files: ReadonlyMap<string, string | null>;
}

/** A change that puts one text in the place of another, everywhere or once. */
export function replacing(from: string | RegExp, to: string): Rule["apply"] {
  return (text) => {
    const changed = text.replace(from, to);
    return changed === text ? undefined : changed;
  };
}

/** One file, changed. @throws {Error} when it stays as it was */
export function edited(path: string, edit: (text: string) => string): Change {
  return {
    [path](old) {
      const text = edit(old(path));
      if (text === old(path)) throw new Error(`${path} stays as it was`);
      return text;
    },
  };
}
