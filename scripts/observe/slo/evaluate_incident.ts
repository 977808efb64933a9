/**
 * Whether alerts found an incident: in time, and nothing else.
 * @module
 */

import type { Incident } from "./incidents.ts";

/** How alerts did on one incident. */
export interface Simulated {
  readonly incident: Incident;
  /** From the start of the incident to the first page (ms). */
  readonly detectedAfterMs: number | undefined;
  /** It was an incident worth a page, and there was none. */
  readonly missed: boolean;
  /** The rules woke an engineer while nothing was wrong. */
  readonly falsePage: boolean;
}

/** First and last moment of a page (ms); neither: there was none. */
export interface Paged {
  readonly first?: number;
  readonly last?: number;
}

/**
 * The result for an incident. A page that comes before the incident, or goes on
 * for longer than `graceMs` after it, is a false one.
 */
export function evaluateIncident(
  incident: Incident,
  { first, last }: Paged,
  { graceMs }: { readonly graceMs: number },
): Simulated {
  const wrong = incidentSpans(incident);
  const begin = wrong[0]?.from ?? Infinity;
  const end = (wrong.at(-1)?.to ?? -Infinity) + graceMs;
  const paged = first !== undefined && last !== undefined;
  const inTime = paged && first >= begin && first <= end;
  return {
    incident,
    detectedAfterMs: inTime ? first - begin : undefined,
    missed: incident.page && !inTime,
    falsePage: paged && (!incident.page || first < begin || last > end),
  };
}

function incidentSpans(
  { phases }: Incident,
): readonly { readonly from: number; readonly to: number }[] {
  let at = 0;
  return phases.flatMap(({ ms, incident }) => {
    const span = { from: at, to: at + ms };
    at += ms;
    return incident ? [span] : [];
  });
}
