/**
 * The table of all checks: what each measures, with what, which wrong work it
 * is meant to catch, and which wrong work it is tried with. For instructors.
 * @module
 */

import { ROOT } from "../../adapters/running_stack/mod.ts";
import type { Check } from "../../checks/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { markdownTable } from "../../lib/text/mod.ts";
import { LABS } from "../lab/labs.ts";
import { stepName } from "../lab/step.ts";
import { casesOf } from "./cases/lab_case.ts";
import { parseMutants } from "./mutants.ts";
import { variantsOf } from "./variants/variants_of.ts";

/** Names of one kind that are shown; the others are counted. */
const SHOWN = 4;

/** Wrong work by the step that must reject it. */
interface Tried {
  readonly neighbours: readonly string[];
  readonly mutants: readonly string[];
  readonly cases: readonly string[];
}

/** The table of `labs/CHECKS.md`. */
export async function checksTable(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const { lab, checks } of LABS) {
    const triedBy = await triedIn(lab);
    for (const check of checks) {
      rows.push(rowOf(lab, check, triedBy(check.id)));
    }
  }
  return markdownTable(
    ["Check", "What it measures", "With", "Meant to catch", "Tried with"],
    rows,
  );
}

function rowOf(
  lab: number,
  { id, title, measures, tool, catches }: Check,
  { neighbours, mutants, cases }: Tried,
): readonly string[] {
  const some = (kind: string, names: readonly string[]): readonly string[] => {
    if (names.length === 0) return [];
    const more = names.length - SHOWN;
    const shown = names.slice(0, SHOWN).join("; ") +
      (more > 0 ? `; and ${more} more` : "");
    return [`${names.length} ${kind}: ${shown}`];
  };
  return [
    stepName(lab, id),
    measures ?? title,
    tool ?? "",
    (catches ?? []).join("; "),
    [
      ...some("neighbours", neighbours),
      ...some("mutants", mutants),
      ...some("cases", cases),
    ].join(". "),
  ].map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " "));
}

async function triedIn(lab: number): Promise<(step: string) => Tried> {
  const { neighbours = [], listed = [] } = await variantsOf(lab) ?? {};
  const near = [
    ...neighbours,
    ...listed.filter(({ kind }) => kind === "neighbour"),
  ];
  const path = `labs/lab${lab}/mutants.yaml`;
  const source = await readOptional(`${ROOT}/${path}`);
  const mutants = source === undefined ? [] : parseMutants(source, path);
  const wrong = (await casesOf(lab, ROOT))
    .filter(({ verdict }) => verdict === "wrong");
  const namesOf = (
    all: readonly {
      readonly name: string;
      readonly steps: readonly string[];
    }[],
    step: string,
  ) => all.filter(({ steps }) => steps.includes(step)).map(({ name }) => name);
  return (step) => ({
    neighbours: namesOf(near, step),
    mutants: mutants.filter(({ caughtBy }) => caughtBy === step)
      .map(({ name }) => name),
    cases: namesOf(wrong, step),
  });
}
