/**
 * Compares a student's claims with a new measurement, and finds the points.
 * @module
 */

import { z } from "zod";
import { type Lab, VERDICTS } from "../../checks/mod.ts";

/** The measurement of one check. */
export const measuredSchema = z.object({
  id: z.string(),
  verdict: z.enum(VERDICTS),
  measured: z.string(),
});

/** The measurement of one check. */
export type Measured = z.infer<typeof measuredSchema>;

/** One check, claimed and measured. */
export interface Compared {
  readonly id: string;
  readonly task: number;
  readonly title: string;
  /** Undefined: the bundle does not have it. */
  readonly claimed: string | undefined;
  /** Undefined: it was not measured again. */
  readonly measured: string | undefined;
  /** The measurement, or the reason why it is missing. */
  readonly words: string;
  readonly outcome: "confirmed" | "differs" | "not measured" | "not claimed";
}

/** The points of a task. */
export interface Paid {
  readonly task: number;
  readonly points: number;
  /** Points that could not be measured again; a person decides. */
  readonly undecided: number;
  readonly by: string;
}

/** Each check of the lab's own list. */
export function compare(
  lab: Pick<Lab, "checks">,
  claims: readonly { readonly id: string; readonly verdict: string }[],
  measured: readonly Measured[],
): readonly Compared[] {
  return lab.checks.map(({ id, task, title }) => {
    const claimed = claims.find((one) => one.id === id)?.verdict;
    const found = measured.find((one) => one.id === id);
    const known = found?.verdict === "could_not_verify" ? undefined : found;
    const outcome = claimed !== "pass"
      ? "not claimed"
      : known === undefined
      ? "not measured"
      : known.verdict === "pass"
      ? "confirmed"
      : "differs";
    return {
      id,
      task,
      title,
      claimed,
      measured: known?.verdict,
      words: found?.measured ?? "not measured again",
      outcome,
    };
  });
}

/**
 * Points by task, in halves, never up. When anything that was claimed turned out
 * otherwise, the lab pays nothing until a person has looked at it.
 */
export function paidFor(
  { tasks }: Pick<Lab, "tasks">,
  all: readonly Compared[],
): readonly Paid[] {
  const differing = all.filter(({ outcome }) => outcome === "differs");
  return tasks.flatMap(({ task, points }) => {
    const own = all.filter((one) => one.task === task);
    if (own.length === 0) return [];
    const count = (outcome: Compared["outcome"]) =>
      own.filter((one) => one.outcome === outcome).length;
    const worth = (checks: number) =>
      Math.floor(2 * points * checks / own.length) / 2;
    const [confirmed, open] = [count("confirmed"), count("not measured")];
    if (differing.length > 0) {
      const by = `measured again, and ` +
        `${differing.map(({ id }) => id).join(" ")} did not pass`;
      return [{ task, points: 0, undecided: 0, by }];
    }
    return [{
      task,
      points: worth(confirmed),
      undecided: worth(confirmed + open) - worth(confirmed),
      by: `measured again: ${confirmed} of ${own.length} confirmed` +
        (open === 0 ? "" : `, ${open} not measured`),
    }];
  });
}
