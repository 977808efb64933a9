/**
 * Checks whether the rules woke an engineer on a day, soon enough and for a
 * reason.
 * @module
 */

import { kindOf } from "./alert_rule.ts";
import { type Day, incidentOf } from "./days.ts";
import type { Fired } from "./replay_tests.ts";
import { type Route, waysOfRule } from "./routing.ts";

/** How a day went. */
export interface Told {
  readonly day: Day;
  /** From the start of the incident to the first page, waits included (ms). */
  readonly pagedAfterMs: number | undefined;
  readonly ticketAfterMs: number | undefined;
  readonly verdict:
    | "right"
    | "missed"
    | "late"
    | "false page"
    | "no ticket"
    | "false ticket";
  /** Names of the rules that made it so. */
  readonly rules: readonly string[];
}

/** How long a page may go on after its cause has ended (ms). */
const GRACE_MS = 15 * 60_000;

/** The result of the rules' firing and of the notifications. */
export function evaluateDay(
  day: Day,
  fired: readonly Fired[],
  root: Route | undefined,
): Told {
  const span = incidentOf(day) ?? { from: 0, to: 0 };
  const of = (kind: "page" | "ticket"): readonly Fired[] =>
    fired.filter(({ rule }) => kindOf(rule.labels) === kind)
      .toSorted((a, b) => toldAt(a, root) - toldAt(b, root));
  const [pages, tickets] = [of("page"), of("ticket")];
  const [page] = pages;
  const [ticket] = tickets;
  const after = (one: Fired | undefined): number | undefined =>
    one === undefined ? undefined : toldAt(one, root) - span.from;
  const told = {
    day,
    pagedAfterMs: after(page),
    ticketAfterMs: after(ticket),
  };
  const verdict = (
    word: Told["verdict"],
    who: readonly Fired[] = [],
  ): Told => ({
    ...told,
    verdict: word,
    rules: who.map(({ rule }) => rule.name),
  });

  if (day.page === "never") {
    if (pages.length > 0) return verdict("false page", pages);
  } else {
    const early = pages.filter(({ first }) => first < span.from);
    if (early.length > 0) return verdict("false page", early);
    if (told.pagedAfterMs === undefined) return verdict("missed");
    if (page !== undefined && page.first > span.to) {
      return verdict("missed", [page]);
    }
    if (told.pagedAfterMs > day.page) return verdict("late", pages);
    const endless = pages.filter(({ last }) => last > span.to + GRACE_MS);
    if (endless.length > 0) return verdict("false page", endless);
  }
  if (day.ticket === "never" && tickets.length > 0) {
    return verdict("false ticket", tickets);
  }
  if (typeof day.ticket === "number") {
    if (told.ticketAfterMs === undefined) return verdict("no ticket");
    if (told.ticketAfterMs > day.ticket) return verdict("late", tickets);
  }
  return verdict("right");
}

/** When people hear of it: a policy waits for more of the same group. */
function toldAt({ rule, first }: Fired, root: Route | undefined): number {
  const waits = waysOfRule(root, rule).map(({ grouping }) => grouping.waitMs);
  return first + (waits.length === 0 ? 0 : Math.min(...waits));
}
