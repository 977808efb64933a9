/**
 * The next step of a lab: the first check that has not passed yet, and the part
 * of the text that leads to it.
 * @module
 */

import type { Check, Lab, LabState } from "../../checks/mod.ts";
import { sectionsIn } from "../../lib/text/markdown/mod.ts";
import { stepId } from "./step.ts";

/** The next check, and what there is to read before it. */
export interface NextStep {
  readonly check: Check;
  /** How many checks of the lab have passed. */
  readonly passed: number;
  /** Steps of the text from the last check before it to this one. */
  readonly steps: readonly { readonly title: string; readonly body: string }[];
  /** The last finding of the check. */
  readonly last: LabState["records"][number] | undefined;
}

/** Comments for the machine that runs the text. */
const DIRECTIVE = /^<!--\s*lab:.*-->\n?/gm;

/** A heading of a step: "1.4 Take it apart", "B.1 Before". */
const STEP = /^(?:\d+\.\d+|B\.\d+)\b/;

/** The next step; undefined when every check has passed. */
export function nextStep(
  { lab, checks }: Pick<Lab, "lab" | "checks">,
  text: string,
  { records }: Pick<LabState, "records">,
): NextStep | undefined {
  const hasPassed = (id: string): boolean =>
    records.some((one) => one.id === id && one.verdict === "pass");
  const sections = sectionsIn(text, 3).flatMap(
    ({ depth, text: title, body }) => {
      const [id] = depth === 3 ? STEP.exec(title) ?? [] : [];
      return id === undefined ? [] : [{ id: stepId(lab, id), title, body }];
    },
  );
  const place = (id: string): number =>
    sections.findIndex((section) => section.id === id);
  // The text decides the order: a lab may list its checks in another one.
  const ordered = checks.toSorted((a, b) => place(a.id) - place(b.id));
  const check = ordered.find(({ id }) => !hasPassed(id));
  if (check === undefined) return undefined;
  const before = ordered[ordered.indexOf(check) - 1];
  const from = before === undefined ? 0 : place(before.id) + 1;
  return {
    check,
    passed: checks.filter(({ id }) => hasPassed(id)).length,
    steps: sections.slice(from, place(check.id) + 1).map(({ title, body }) => ({
      title,
      body: body.replaceAll(DIRECTIVE, "").replaceAll(/\n{3,}/g, "\n\n"),
    })),
    last: records.find((one) => one.id === check.id),
  };
}

/** The lab to go on with: the one that was checked last, or the one after it. */
export function currentLab(
  labs: readonly Pick<Lab, "lab" | "checks">[],
  stateOf: (lab: number) => Pick<LabState, "records">,
): number {
  const seen = labs.flatMap(({ lab, checks }) => {
    const { records } = stateOf(lab);
    const at = records.map((one) => one.at).toSorted().at(-1);
    const isDone = checks.every(({ id }) =>
      records.some((one) => one.id === id && one.verdict === "pass")
    );
    return at === undefined ? [] : [{ lab, at, isDone }];
  }).toSorted((a, b) => a.at < b.at ? -1 : 1);
  const latest = seen.at(-1);
  if (latest === undefined) return labs[0]?.lab ?? 1;
  const following = labs.find(({ lab }) => lab > latest.lab)?.lab;
  return latest.isDone ? following ?? latest.lab : latest.lab;
}
