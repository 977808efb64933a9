/**
 * Lets a lab's checks evaluate generated forms of its solution: equivalent ones,
 * which they must accept, and neighbours, which they must reject.
 * @module
 */

import type { Lab } from "../../../checks/mod.ts";
import {
  generate,
  type LabVariants,
  type Variant,
} from "../../../checks/variants/mod.ts";
import type { Host } from "../../../lib/cli/mod.ts";
import { readTextSync } from "../../../lib/files/mod.ts";
import { layGiven, solvedTree, type Trial, tryOut } from "../cases/trial.ts";

/** A variant and what became of it. */
export interface VariantResult extends Omit<Variant, "files"> {
  /** Which files it changes. */
  readonly paths: readonly string[];
  readonly trial: Trial;
  /** Taken as it must be; undefined: the checks could not tell here. */
  readonly isRight: boolean | undefined;
}

/** The variants to try. */
export interface RunVariants {
  readonly seed: number;
  /** Most of each kind. */
  readonly count: number;
  readonly kind?: Variant["kind"] | undefined;
  readonly step?: string | undefined;
  readonly only?: RegExp | undefined;
  readonly onEach: (result: VariantResult) => void;
}

/** Tries all of them on one copy of the solved tree. */
export async function runVariants(
  lab: Lab,
  list: LabVariants,
  host: Host,
  { seed, count, kind, step, only, onEach }: RunVariants,
): Promise<readonly VariantResult[]> {
  await using tree = await solvedTree(lab.lab);
  await using ground = await list.open?.();
  const place = { folder: tree.folder, host, ground };
  await layGiven(place);
  const textOf = (file: string): string | undefined => {
    try {
      return readTextSync(`${tree.folder}/${file}`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  };
  const all = generate(list, textOf, { seed, count, step })
    .filter((one) =>
      (kind === undefined || one.kind === kind) &&
      (only?.test(one.name) ?? true)
    );
  const baselines = new Map<string, Trial>();
  const results: VariantResult[] = [];
  for (const { files, ...variant } of all) {
    const { steps } = variant;
    const key = steps.join(" ");
    const baseline = baselines.get(key) ?? await tryOut(lab, steps, place);
    baselines.set(key, baseline);
    const trial = baseline.taken === "accepted"
      ? await tryOut(
        lab,
        steps,
        place,
        new Map([...files].map(([path, text]) => [
          path,
          text === null ? null : new TextEncoder().encode(text),
        ])),
      )
      : {
        taken: "open" as const,
        said: `the solution itself is not accepted here: ${baseline.said}`,
      };
    const isRight = trial.taken === "open"
      ? undefined
      : (trial.taken === "accepted") === (variant.kind === "equivalent");
    const result = { ...variant, paths: [...files.keys()], trial, isRight };
    results.push(result);
    onEach(result);
  }
  return results;
}
