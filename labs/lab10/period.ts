/**
 * Over which time deliveries are counted, as a review says it.
 * @module
 */

import type { Period } from "../../scripts/delivery/dora/mod.ts";
import { timesIn } from "../../scripts/checks/report_fields/mod.ts";
import { valueOf } from "./markdown.ts";

const FROM = /^(?:from|since|von|seit|с|от)$/iu;
const UNTIL = /^(?:until|to|till|bis|по|до)$/iu;

/** From and until, as the review has them, in two lines or in one. */
export function periodIn(section: string): Period | undefined {
  const [one, other] = [FROM, UNTIL].map((name) => valueOf(section, name));
  const range = valueOf(section, /^(?:period|zeitraum|период)$/iu);
  const [first, second] = range?.split(/\s+(?:to|until|bis|по|–|—|-)\s+/u) ??
    [];
  const [from, to] = [momentIn(one ?? first), momentIn(other ?? second)];
  return from !== undefined && to !== undefined && from < to
    ? { from, to }
    : undefined;
}

/** With or without zone, seconds and time of day; UTC unless it says otherwise. */
function momentIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const exact = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.exec(
    text.trim(),
  );
  if (exact !== null) return Date.parse(exact[0]);
  const [moment] = timesIn(text);
  const day = moment?.date ?? dayIn(text);
  const ms = Date.parse(`${day}T00:00:00Z`) + 1000 * (moment?.secondOfDay ?? 0);
  return Number.isNaN(ms) ? undefined : ms;
}

/** `2026-11-01` or `1.11.2026`. */
function dayIn(text: string): string | undefined {
  const [iso] = /\d{4}-\d\d-\d\d/.exec(text) ?? [];
  const [, day = "", month = "", year] =
    /(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(text) ?? [];
  return iso ?? (year &&
    `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}
