/**
 * Forms of a solution that a student might have written as well: equivalent ones,
 * which a check must accept, and neighbours that differ in one thing that matters,
 * which it must reject.
 * @module
 */

import type { Random } from "./random.ts";

/** One way to write a file differently. */
export interface Rule {
  /** What it does, e.g. "lines end with CRLF". */
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

/** What a lab's solution is varied by: `labs/labN/variants.ts` exports `variants`. */
export interface LabVariants {
  readonly equivalents: readonly Equivalents[];
  readonly neighbours: readonly Neighbour[];
}

/** A generated form. */
export interface Variant {
  readonly kind: "equivalent" | "neighbour";
  /** The rules in their order, and of a neighbour what it does differently. */
  readonly name: string;
  readonly chain: readonly string[];
  readonly steps: readonly string[];
  readonly file: string;
  readonly text: string;
}

/** A change that puts one text in the place of another, everywhere or once. */
export function replacing(from: string | RegExp, to: string): Rule["apply"] {
  return (text) => {
    const changed = text.replace(from, to);
    return changed === text ? undefined : changed;
  };
}
