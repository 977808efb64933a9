/**
 * Whether a solution is in the edition, also under another name: by its lines.
 * @module
 */

import type { Edition } from "./edition.ts";
import { globPattern } from "../../lib/files/mod.ts";

/** A text and where it lies. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/** A solution's lines in a file of the edition. */
export interface Leak {
  readonly path: string;
  readonly solution: string;
  /** Lines of the solution that nobody has by chance, and how many are there. */
  readonly telling: number;
  readonly found: number;
  readonly example: string;
}

/** Shorter lines are anybody's. */
const TELLING_LENGTH = 25;
/** Fewer than these are no leak: a lab's text may quote a line. */
const MIN = { lines: 4, share: 0.25 } as const;

/**
 * Finds them.
 * @param given files that students have from the start: their lines tell nothing
 */
export function leaksIn(
  files: readonly File[],
  solutions: readonly File[],
  given: readonly File[],
  { may_be_alike }: Pick<Edition, "may_be_alike">,
): readonly Leak[] {
  const alike = may_be_alike.map(({ path }) => globPattern(path));
  const common = new Set(given.flatMap(linesOf));
  const tellingOf = solutions.map((solution) => ({
    solution,
    lines: new Set(linesOf(solution).filter((line) => !common.has(line))),
  }));
  return files.flatMap((file) => {
    if (alike.some((one) => one.test(file.path))) return [];
    const lines = new Set(linesOf(file));
    return tellingOf.flatMap(({ solution, lines: telling }) => {
      const found = [...telling].filter((line) => lines.has(line));
      const isLeak = found.length >= MIN.lines &&
        found.length >= MIN.share * telling.size;
      return isLeak
        ? [{
          path: file.path,
          solution: solution.path,
          telling: telling.size,
          found: found.length,
          example: found[0] ?? "",
        }]
        : [];
    });
  });
}

function linesOf({ text }: File): readonly string[] {
  return text.split("\n").map((line) => line.trim())
    .filter((line) => line.length >= TELLING_LENGTH && !isComment(line));
}

/** Comments of licences and headers are everywhere. */
function isComment(line: string): boolean {
  return /^(\/\/|\/?\*|#)/.test(line);
}
