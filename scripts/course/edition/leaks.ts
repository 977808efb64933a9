/**
 * Whether a solution is in the edition under another name, in another format, or
 * inside a string of a program: by the runs of words that both have.
 *
 * Words are what any format keeps: YAML, JSON, a string in TypeScript and a
 * paragraph have the same words in the same order, whatever stands between them.
 * @see https://doi.org/10.1109/SEQUEN.1997.666900 (containment of shingles)
 * @module
 */

import { type Edition, matches } from "./edition.ts";

/** A text and where it lies. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/** Runs of words that a file of the edition has in common with a solution. */
export interface Leak {
  readonly path: string;
  readonly solution: string;
  /** Runs of the solution that students do not have from elsewhere. */
  readonly telling: number;
  readonly found: number;
  readonly example: string;
}

/** Words in a run. Shorter runs are common to all files of a kind. */
const RUN = 6;

/** Less than this is no leak: a lab's text may quote a line. */
const MIN = { runs: 8, share: 0.25 } as const;

/**
 * Finds them.
 * @param given files that students have from the start: their runs tell nothing
 */
export function leaksIn(
  files: readonly File[],
  solutions: readonly File[],
  given: readonly File[],
  { may_be_alike }: Pick<Edition, "may_be_alike">,
): readonly Leak[] {
  const common = new Set(given.flatMap(({ text }) => [...runsOf(text)]));
  const tellingOf = solutions.map((solution) => ({
    solution,
    runs: runsOf(solution.text).difference(common),
  }));
  return files.flatMap((file) => {
    if (may_be_alike.some(({ path }) => matches(path, file.path))) return [];
    const own = runsOf(file.text);
    return tellingOf.flatMap(({ solution, runs: telling }) => {
      const found = telling.intersection(own);
      const isLeak = found.size >= MIN.runs &&
        found.size >= MIN.share * telling.size;
      const [example = ""] = found;
      return isLeak
        ? [{
          path: file.path,
          solution: solution.path,
          telling: telling.size,
          found: found.size,
          example,
        }]
        : [];
    });
  });
}

function runsOf(text: string): Set<string> {
  const words = withoutComments(text).replaceAll("\\n", " ")
    .match(/[\p{L}\p{N}_]+/gu) ?? [];
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= words.length; i++) {
    runs.add(words.slice(i, i + RUN).join(" "));
  }
  return runs;
}

/** Comments of licences and headers are everywhere. */
function withoutComments(text: string): string {
  return text.split("\n")
    .filter((line) => !/^\s*(\/\/|\/?\*|#)/.test(line)).join("\n");
}
