/**
 * The cases, played, and what is expected of each.
 * @module
 */

import { type Journal, journalSchema, shippedFile } from "../../chaos/mod.ts";
import type { Case } from "./cases.ts";
import type { Shop } from "./shop.ts";

/** How a case went. */
export interface Played {
  readonly name: string;
  readonly form: "holds" | "breaks";
  readonly journal: Journal;
  readonly seconds: number;
  /**
   * The difference from the expectation, in words; undefined when there is
   * none.
   */
  readonly wrong: string | undefined;
  /** True when this machine cannot do it at all. */
  readonly isImpossible: boolean;
}

/** Longest time from a broken check to the end of the fault (s). */
const ABORT_S = 5;

/** Plays one form of a case. */
export async function play(
  shop: Shop,
  { name, speed, brokenBy, ...forms }: Case,
  form: Played["form"],
): Promise<Played> {
  const began = performance.now();
  const { journal } = await shop.run({
    file: shippedFile(name),
    given: forms[form],
    speed,
  });
  const own = journal.quickticket;
  const isImpossible = own.verdict === "refused" &&
    /needs Linux/.test(own.reason);
  return {
    name,
    form,
    journal: journalSchema.parse(JSON.parse(JSON.stringify(journal))),
    seconds: (performance.now() - began) / 1000,
    isImpossible,
    wrong: isImpossible ? undefined : wrongIn(own, form, brokenBy),
  };
}

/**
 * The difference of a run from its case, in words; undefined: there is none.
 */
export function wrongIn(
  { verdict, reason, broken_by, abort_s, recovered_at }: Pick<
    Journal["quickticket"],
    "verdict" | "reason" | "broken_by" | "abort_s" | "recovered_at"
  >,
  form: Played["form"],
  brokenBy: RegExp,
): string | undefined {
  const expected = form === "holds" ? "held" : "broken";
  if (verdict !== expected) {
    return `${verdict} instead of ${expected}: ${reason}`;
  }
  if (form === "holds") return undefined;
  if (!brokenBy.test(broken_by ?? "")) {
    return `broken by something else than ${brokenBy}: ${broken_by}`;
  }
  if (recovered_at === null) return `it did not recover: ${reason}`;
  return abort_s === null || abort_s > ABORT_S
    ? `the fault was on ${abort_s ?? "an unknown number of"} s after it was ` +
      "broken"
    : undefined;
}

/** A line about a case, and why it is wrong. */
export function playedText(
  { name, form, journal, seconds, wrong, isImpossible }: Played,
): string {
  const { verdict, reason, abort_s, recovery_s, broken_by } =
    journal.quickticket;
  const mark = isImpossible ? "not here" : wrong === undefined ? "ok" : "WRONG";
  return [
    `${mark}  ${name} ${form}: ${verdict}, ${seconds.toFixed(1)} s`,
    abort_s === null ? "" : `, off after ${abort_s} s`,
    recovery_s === null ? "" : `, well after ${recovery_s} s`,
    broken_by === null ? "" : `, ${broken_by}`,
    wrong === undefined ? "" : `\n       ${wrong}`,
    isImpossible ? `\n       ${reason}` : "",
  ].join("");
}
