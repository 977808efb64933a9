/**
 * Runs the kept cases of a lab, and counts which the checks take as people did.
 * @module
 */

import { ROOT } from "../../../adapters/running_stack/mod.ts";
import type { Lab } from "../../../checks/mod.ts";
import type { LabVariants } from "../../../checks/variants/mod.ts";
import type { Host } from "../../../lib/cli/mod.ts";
import { casesOf, type LabCase } from "./lab_case.ts";
import { overlayOf } from "./overlay.ts";
import { layGiven, solvedTree, type Trial, tryOut } from "./trial.ts";

/** A case and what became of it. */
export interface CaseResult {
  readonly lab: number;
  readonly name: string;
  readonly verdict: LabCase["verdict"];
  readonly trial: Trial;
  /** The checks took it as people did; undefined: they could not tell here. */
  readonly isRight: boolean | undefined;
}

/** All of a lab's cases whose name matches, one after another. */
export async function runCases(
  lab: Lab,
  host: Host,
  { open, only, onEach }: {
    /** What the lab's trials need. */
    readonly open?: LabVariants["open"];
    readonly only?: RegExp | undefined;
    readonly onEach: (result: CaseResult) => void;
  },
): Promise<readonly CaseResult[]> {
  const chosen = (await casesOf(lab.lab, ROOT))
    .filter(({ name }) => only?.test(name) ?? true);
  if (chosen.length === 0) return [];
  await using tree = await solvedTree(lab.lab);
  await using ground = await open?.();
  const place = { folder: tree.folder, host, ground };
  await layGiven(place);
  const results: CaseResult[] = [];
  for (const one of chosen) {
    const overlay = new Map([
      ...one.deletes.map((path) => [path, null] as const),
      ...await overlayOf(one.files),
    ]);
    const trial = await tryOut(lab, one.steps, place, overlay);
    const { name, verdict } = one;
    const isRight = trial.taken === "open"
      ? undefined
      : (trial.taken === "accepted") === (verdict === "right");
    const result = { lab: lab.lab, name, verdict, trial, isRight };
    results.push(result);
    onEach(result);
  }
  return results;
}
