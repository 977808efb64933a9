import assert from "node:assert/strict";
import type { AlertRule } from "./alert_rule.ts";
import { ruleOf } from "./alert_fixture.ts";
import { type Day, DAYS, incidentOf, lengthOf } from "./days.ts";
import { evaluateDay, type Told } from "./grade_day.ts";
import type { Fired } from "./replay_tests.ts";
import { route } from "./schemas.ts";

const MINUTE = 60_000;

/** An hour of peace, half an hour of trouble, an hour of peace. */
function dayOf(change: Pick<Day, "page" | "ticket">): Day {
  const stretch = (minutes: number, incident: boolean) => ({
    for: minutes * MINUTE,
    visits: 5,
    looks: 1,
    pay: {},
    reserve: {},
    incident,
  });
  return {
    name: "a day",
    stretches: [stretch(60, false), stretch(30, true), stretch(60, false)],
    ...change,
  };
}

/** A rule that fires between two minutes of the day. */
function fired(
  rule: AlertRule,
  first: number,
  last = first,
): Fired {
  return { rule, first: first * MINUTE, last: last * MINUTE };
}

const PAGE = ruleOf();
const TICKET = ruleOf({ name: "Slow", labels: { severity: "ticket" } });
const OTHER = ruleOf({ name: "Note", labels: { severity: "info" } });
/** Tells at once. */
const ROOT = route.parse({ receiver: "pager", group_wait: "0s" });

interface Case {
  readonly what: string;
  readonly day: Pick<Day, "page" | "ticket">;
  readonly fired: readonly Fired[];
  readonly verdict: Told["verdict"];
  readonly rules?: readonly string[];
}

const PAGED: Pick<Day, "page"> = { page: 5 * MINUTE };
const QUIET: Pick<Day, "page"> = { page: "never" };
const TOLD: Pick<Day, "page" | "ticket"> = {
  page: "never",
  ticket: 20 * MINUTE,
};

const CASES: readonly Case[] = [
  {
    what: "a page in time",
    day: PAGED,
    fired: [fired(PAGE, 64, 90)],
    verdict: "right",
  },
  {
    what: "a page at the last moment",
    day: PAGED,
    fired: [fired(PAGE, 65, 90)],
    verdict: "right",
  },
  {
    what: "a page a minute too late",
    day: PAGED,
    fired: [fired(PAGE, 66, 90)],
    verdict: "late",
    rules: ["Pay"],
  },
  { what: "no page", day: PAGED, fired: [], verdict: "missed" },
  {
    what: "a ticket for a page",
    day: PAGED,
    fired: [fired(TICKET, 62)],
    verdict: "missed",
  },
  {
    what: "something that is neither",
    day: PAGED,
    fired: [fired(OTHER, 62)],
    verdict: "missed",
  },
  {
    what: "a page after all is over",
    day: PAGED,
    fired: [fired(PAGE, 91, 95)],
    verdict: "missed",
    rules: ["Pay"],
  },
  {
    what: "a page before anything is wrong",
    day: PAGED,
    fired: [fired(PAGE, 30, 90)],
    verdict: "false page",
    rules: ["Pay"],
  },
  {
    what: "a page that goes on for a quarter of an hour",
    day: PAGED,
    fired: [fired(PAGE, 62, 105)],
    verdict: "right",
  },
  {
    what: "a page that does not end",
    day: PAGED,
    fired: [fired(PAGE, 62, 106)],
    verdict: "false page",
    rules: ["Pay"],
  },
  {
    what: "one page in time and one late",
    day: PAGED,
    fired: [fired(ruleOf({ name: "B" }), 80, 90), fired(PAGE, 62, 90)],
    verdict: "right",
  },
  { what: "silence on a quiet day", day: QUIET, fired: [], verdict: "right" },
  {
    what: "a page on a quiet day",
    day: QUIET,
    fired: [fired(PAGE, 62)],
    verdict: "false page",
    rules: ["Pay"],
  },
  {
    what: "a ticket on a day that says nothing of tickets",
    day: QUIET,
    fired: [fired(TICKET, 10)],
    verdict: "right",
  },
  {
    what: "a ticket in time",
    day: TOLD,
    fired: [fired(TICKET, 80)],
    verdict: "right",
  },
  { what: "no ticket", day: TOLD, fired: [], verdict: "no ticket" },
  {
    what: "a late ticket",
    day: TOLD,
    fired: [fired(TICKET, 81)],
    verdict: "late",
    rules: ["Slow"],
  },
  {
    what: "a page for a ticket",
    day: TOLD,
    fired: [fired(PAGE, 62)],
    verdict: "false page",
    rules: ["Pay"],
  },
  {
    what: "a ticket where none may come",
    day: { page: "never", ticket: "never" },
    fired: [fired(TICKET, 62)],
    verdict: "false ticket",
    rules: ["Slow"],
  },
];

for (const { what, day, fired, verdict, rules = [] } of CASES) {
  Deno.test(`${what} is ${verdict}`, () => {
    const told = evaluateDay(dayOf(day), fired, ROOT);
    assert.equal(told.verdict, verdict);
    assert.deepEqual(told.rules, rules);
  });
}

Deno.test("the wait of a policy counts: people hear of it later than it fires", () => {
  const slow = route.parse({ receiver: "pager", group_wait: "2m" });
  const at64 = [fired(PAGE, 64, 90)];
  assert.equal(evaluateDay(dayOf(PAGED), at64, slow).verdict, "late");
  const told = evaluateDay(dayOf(PAGED), [fired(PAGE, 63, 90)], slow);
  assert.deepEqual([told.verdict, told.pagedAfterMs], ["right", 5 * MINUTE]);
});

Deno.test("of several ways the quickest counts", () => {
  const two = route.parse({
    receiver: "root",
    group_wait: "10m",
    routes: [
      { receiver: "mail", continue: true },
      { receiver: "pager", group_wait: "30s" },
    ],
  });
  const told = evaluateDay(dayOf(PAGED), [fired(PAGE, 61, 90)], two);
  assert.equal(told.pagedAfterMs, 1.5 * MINUTE);
});

Deno.test("an incident lasts from its first bad stretch to the end of its last", () => {
  const day = dayOf(PAGED);
  assert.deepEqual(incidentOf(day), { from: 60 * MINUTE, to: 90 * MINUTE });
  const twice = { ...day, stretches: [...day.stretches, ...day.stretches] };
  assert.deepEqual(incidentOf(twice), { from: 60 * MINUTE, to: 240 * MINUTE });
  assert.equal(lengthOf(twice), 300 * MINUTE);
});

Deno.test("a day without an incident has no span", () => {
  const [peace = assert.fail()] = dayOf(QUIET).stretches;
  assert.equal(incidentOf({ ...dayOf(QUIET), stretches: [peace] }), undefined);
});

Deno.test("the course's days: who must be woken has a reason, and time to hear of it", () => {
  assert.equal(new Set(DAYS.map(({ name }) => name)).size, DAYS.length);
  for (const day of DAYS) {
    const span = incidentOf(day);
    if (day.page === "never") continue;
    assert.ok(span, day.name);
    assert.ok(span.from + day.page < lengthOf(day), day.name);
    assert.ok(span.from >= 60 * MINUTE, `${day.name}: rules look back an hour`);
  }
});
