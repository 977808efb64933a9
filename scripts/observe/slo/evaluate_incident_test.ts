import assert from "node:assert/strict";
import { evaluateIncident, type Paged } from "./evaluate_incident.ts";
import type { Incident } from "./incidents.ts";

const MINUTE = 60_000;

/** An hour of peace, half an hour of trouble, an hour of peace. */
const incident = (page: boolean): Incident => ({
  name: "x",
  slo: "pay",
  page,
  phases: [[60, false], [30, true], [60, false]].map(([minutes, wrong]) => ({
    ms: Number(minutes) * MINUTE,
    rps: 1,
    errors: 0,
    incident: wrong === true,
  })),
});

interface Case {
  readonly what: string;
  readonly page: boolean;
  /** In minutes; undefined: none. */
  readonly paged: readonly [first: number, last: number] | undefined;
  readonly detectedAfter?: number;
  readonly missed?: boolean;
  readonly falsePage?: boolean;
}

const CASES: readonly Case[] = [
  { what: "no page", page: true, paged: undefined, missed: true },
  { what: "a page", page: true, paged: [65, 90], detectedAfter: 5 },
  { what: "a page at once", page: true, paged: [60, 60], detectedAfter: 0 },
  {
    what: "a page as long as the grace",
    page: true,
    paged: [65, 105],
    detectedAfter: 5,
  },
  {
    what: "a page that does not end",
    page: true,
    paged: [65, 106],
    detectedAfter: 5,
    falsePage: true,
  },
  {
    what: "a page before anything is wrong",
    page: true,
    paged: [59, 90],
    missed: true,
    falsePage: true,
  },
  {
    what: "a page after all is over",
    page: true,
    paged: [106, 110],
    missed: true,
    falsePage: true,
  },
  { what: "silence where none is due", page: false, paged: undefined },
  {
    what: "a page where none is due",
    page: false,
    paged: [65, 70],
    detectedAfter: 5,
    falsePage: true,
  },
];

for (
  const {
    what,
    page,
    paged,
    detectedAfter,
    missed = false,
    falsePage = false,
  } of CASES
) {
  const words = `${missed ? "missed" : "found"}${falsePage ? ", false" : ""}`;
  Deno.test(`${what} is ${page || falsePage ? words : "right"}`, () => {
    const [first, last] = paged ?? [];
    const times: Paged = first === undefined || last === undefined
      ? {}
      : { first: first * MINUTE, last: last * MINUTE };
    const graceMs = 15 * MINUTE;
    const told = evaluateIncident(incident(page), times, { graceMs });
    assert.deepEqual(
      [told.missed, told.falsePage, told.detectedAfterMs],
      [
        missed,
        falsePage,
        detectedAfter === undefined ? undefined : detectedAfter * MINUTE,
      ],
    );
  });
}

Deno.test("on a course without an incident every page is false", () => {
  const quiet: Incident = { ...incident(false), phases: [] };
  const told = evaluateIncident(quiet, { first: 1, last: 2 }, { graceMs: 0 });
  assert.deepEqual([told.missed, told.falsePage], [false, true]);
});
