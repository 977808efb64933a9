/**
 * The answers that the edition must not give away, and the files that students
 * get.
 * @module
 */

import { type Edition, isLeftOut, isSolution } from "./edition.ts";
import type { File } from "./leaks.ts";
import { readTexts } from "./texts.ts";

/** Solutions, and what students are given beside them. */
export interface Answers {
  readonly solutions: readonly File[];
  readonly given: readonly File[];
}

/** A solution of a lab, and the path at which a student makes it. */
const OVERLAY = /^labs\/lab\d+\/solution\/(.+)$/;

/** Reads them from the current directory, the checkout's root. */
export async function answersHere(
  tracked: readonly string[],
  edition: Edition,
): Promise<Answers> {
  const isAsset = (path: string): boolean =>
    edition.provides.some((one) => one.path === path) ||
    /^labs\/lab\d+\/report\.md$/.test(path); // a form to fill in
  const started = new Set(
    tracked.flatMap((path) => OVERLAY.exec(path)?.[1] ?? []),
  );
  return {
    solutions: await readTexts(
      ".",
      tracked.filter((path) => isSolution(edition, path)),
    ),
    // The starting files of a solution give nothing of it away.
    given: await readTexts(
      ".",
      tracked.filter((path) =>
        isAsset(path) || (started.has(path) && !isLeftOut(edition, path))
      ),
    ),
  };
}
