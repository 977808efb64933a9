/**
 * Runs a lab's checks against wrong solutions, which they must refuse, and
 * right ones in another style, which they must take.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { Lab } from "../../checks/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import type { Shell } from "../../lib/process/mod.ts";
import { type Mutant, type Needs, parseMutants } from "./mutants.ts";
import { applyChange } from "./walkthrough/change.ts";
import type { Proof } from "./proof.ts";
import { copyTree, inTree, type Verdicts, verdicts } from "./workplace.ts";

/** Longest time until commands of a mutant have ended (ms). */
const RUN_MS = 600_000;

/** The mutants to check. */
export interface RunMutants {
  /** A tree in which the lab is solved; it stays as it is. */
  readonly finished: string;
  /** Mutants that need something else are left out. */
  readonly needs: readonly Needs[];
  /** Only those whose name matches. */
  readonly only?: RegExp | undefined;
  readonly clock: Clock;
  readonly onEach: (line: string) => void;
}

/** The results of the checks. */
export type Evaluated = Pick<Proof, "mutants" | "variants" | "wrong">;

/** Evaluates all of them, one after another; none is left in force. */
export async function runMutants(
  lab: Lab,
  { finished, needs, only, clock, onEach }: RunMutants,
): Promise<Evaluated> {
  const path = `labs/lab${lab.lab}/mutants.yaml`;
  const source = await readOptional(path);
  const all = source === undefined ? [] : parseMutants(source, path);
  const mutants = { tried: 0, right: 0 };
  const variants = { tried: 0, right: 0 };
  const wrong: string[] = [];
  for (const mutant of all) {
    if (!needs.includes(mutant.needs)) continue;
    if (only !== undefined && !only.test(mutant.name)) continue;
    const [kind, tally] = mutant.caughtBy === undefined
      ? ["variant", variants]
      : ["mutant", mutants];
    const { problem, said } = await inTree(
      clock,
      (folder) => copyTree(finished, folder),
      (folder, shell) => evaluateOne(lab, mutant, folder, shell),
    );
    tally.tried++;
    if (problem === undefined) tally.right++;
    else wrong.push(`${mutant.name}: ${problem}`);
    onEach(
      `${problem === undefined ? "ok   " : "WRONG"}  ${kind} ${mutant.name}` +
        (problem === undefined ? said : `: ${problem}`),
    );
  }
  return { mutants, variants, wrong };
}

/** The result for one mutant. */
interface EvaluatedOne {
  /** The problem of the result, in words; undefined: there is none. */
  readonly problem: string | undefined;
  /** How it was refused: a refusal for want of something to measure is weak. */
  readonly said: string;
}

async function evaluateOne(
  lab: Lab,
  mutant: Mutant,
  folder: string,
  shell: Shell,
): Promise<EvaluatedOne> {
  for (const change of mutant.changes) await applyChange(folder, change);
  // A cluster that happens to be there runs something else than these files.
  if (mutant.needs === "files") {
    await shell.run(`export KUBECONFIG="${folder}/none"`, RUN_MS);
  }
  try {
    if (mutant.needs === "shop") {
      const { code } = await shell.start("deno task dev", /Ctrl-C/, 120_000);
      // A shop that does not even start is refused by all checks.
      if (code !== 0) {
        const problem = mutant.caughtBy === undefined
          ? "it does not start"
          : undefined;
        return { problem, said: "" };
      }
    }
    if (mutant.run !== undefined) {
      const { code, output } = await shell.run(mutant.run, RUN_MS);
      if (code !== 0) {
        const problem = `its commands ended with ${code}: ${output}`;
        return { problem, said: "" };
      }
    }
    const found = await verdicts(lab, shell, mutant.steps);
    const { verdict, measured } = found.get(mutant.caughtBy ?? "") ?? {};
    const said = verdict === undefined ? "" : ` (${verdict}: ${measured})`;
    return { problem: problemOf(mutant, found), said };
  } finally {
    if (mutant.undo !== undefined) await shell.run(mutant.undo, RUN_MS);
  }
}

function problemOf(
  { caughtBy, needs }: Mutant,
  found: Verdicts,
): string | undefined {
  if (caughtBy !== undefined) {
    const one = found.get(caughtBy);
    if (one === undefined) return `${caughtBy} has not run`;
    return one.verdict === "pass" ? `${caughtBy} passes it` : undefined;
  }
  // Without a running shop, only mutants that need no shop can be checked.
  const bad = [...found].filter(([, { verdict }]) =>
    verdict !== "pass" && !(needs === "files" && verdict === "could_not_verify")
  );
  if (found.size === 0) return "no check has run";
  return bad.length === 0
    ? undefined
    : bad.map(([id, one]) => `${id} ${one.verdict}: ${one.measured}`).join(
      "; ",
    );
}
