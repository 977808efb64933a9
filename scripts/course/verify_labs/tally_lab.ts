/**
 * Tries all variants and cases of a lab, and keeps what became of them.
 * @module
 */

import type { Lab } from "../../checks/mod.ts";
import type { Host } from "../../lib/cli/mod.ts";
import { runCases } from "./cases/run_cases.ts";
import { LAB_COUNT, labDigest } from "./proofs.ts";
import { runVariants } from "./variants/run_variants.ts";
import { variantsOf } from "./variants/variants_of.ts";
import {
  countOf,
  keepTally,
  readTally,
  type Tally,
  tallyTable,
} from "./variants/tally.ts";

/** Of each kind, for a lab with work to hand in. */
export const COUNT = 60;

/** Tries them by one seed, and keeps the tally. */
export async function tallyLab(
  lab: Lab,
  seed: number,
  host: Host,
): Promise<Tally> {
  const list = await variantsOf(lab.lab);
  const variants = list === undefined ? [] : await runVariants(
    lab,
    list,
    host,
    { seed, count: COUNT, onEach: () => {} },
  );
  const cases = await runCases(lab, host, {
    ...list?.open === undefined ? {} : { open: list.open },
    onEach: () => {},
  });
  const of = (kind: string) =>
    countOf(variants.filter((one) => one.kind === kind));
  const decided = (verdict: string) =>
    countOf(cases.filter((one) => one.verdict === verdict));
  const tally: Tally = {
    lab: lab.lab,
    digest: await labDigest(lab.lab, { withText: false }),
    seed,
    equivalents: of("equivalent"),
    neighbours: of("neighbour"),
    right_cases: decided("right"),
    wrong_cases: decided("wrong"),
    exceptions: [
      ...variants.filter(({ isRight }) => isRight === false).map((one) =>
        `${one.kind} ${one.paths.join(", ")}: ${one.name}: ${one.trial.said}`
      ),
      ...cases.filter(({ isRight }) => isRight === false).map((one) =>
        `case ${one.name}: ${one.trial.said}`
      ),
    ],
  };
  await keepTally(tally);
  return tally;
}

/** The table of labs/README.md, from what is kept. */
export async function keptTallyTable(): Promise<string> {
  const labs = Array.from({ length: LAB_COUNT }, (_, i) => i + 1);
  const tallies = (await Promise.all(labs.map(readTally)))
    .filter((one) => one !== undefined);
  return tallyTable(
    await Promise.all(tallies.map(async (tally) => ({
      tally,
      isCurrent: tally.digest ===
        await labDigest(tally.lab, { withText: false }),
    }))),
  );
}
