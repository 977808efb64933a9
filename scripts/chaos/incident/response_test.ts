import assert from "node:assert/strict";
import type { Firing } from "./alerts.ts";
import { createResponse } from "./response.ts";
import { scoreOf } from "./score.ts";

const SCENARIO = {
  service: "payments",
  mechanism: "slow",
  also: ["hang"],
  hints: ["one", "two", "three"],
} as const;

const SLOW: readonly Firing[] = [{ name: "CheckoutSlow", words: "2.0 s" }];
const QUIET: readonly Firing[] = [];

/** A response with a clock of its own, in seconds. */
function respond() {
  const pages: (readonly Firing[])[] = [];
  let now = 0;
  const response = createResponse({
    scenario: {
      ...SCENARIO,
      also: [...SCENARIO.also],
      hints: [...SCENARIO.hints],
    },
    since: () => now,
    onPage: (firing) => pages.push(firing),
  });
  return {
    response,
    pages,
    at: (seconds: number) => {
      now = seconds;
      return response;
    },
  };
}

Deno.test("the first symptom pages, once, and later ones do not", () => {
  const { at, pages, response } = respond();
  at(0).look(QUIET);
  assert.equal(response.hasPaged, false);
  at(5).look(SLOW);
  at(6).look(SLOW);
  at(7).look(QUIET);
  at(8).look(SLOW);
  assert.deepEqual(pages, [SLOW]);
  assert.equal(response.handled().pagedAt, 5);
});

Deno.test("a silence keeps the page away, and not the fact that there was one", () => {
  const { at, pages, response } = respond();
  at(1).silence();
  at(5).look(SLOW);
  assert.deepEqual(pages, []);
  assert.equal(response.hasPaged, true);
  assert.equal(response.handled().pagedAt, 5);
});

Deno.test("the first right diagnosis counts, and every wrong one", () => {
  const { at, response } = respond();
  assert.equal(at(10).answer({ service: "events", mechanism: "slow" }), false);
  assert.equal(at(20).answer({ service: "payments", mechanism: "cpu" }), false);
  assert.equal(at(30).answer({ service: "payments", mechanism: "hang" }), true);
  assert.equal(at(40).answer({ service: "payments", mechanism: "slow" }), true);
  const { diagnosedAt, wrongAnswers } = response.handled();
  assert.deepEqual([diagnosedAt, wrongAnswers], [30, 2]);
});

Deno.test("hints come in their order, and only those that exist are counted", () => {
  const { response } = respond();
  const hints = Array.from({ length: 5 }, () => response.hint());
  assert.deepEqual(hints, ["one", "two", "three", undefined, undefined]);
  assert.equal(response.handled().hints, 3);
});

Deno.test("an end counts from when the symptoms were gone, not from when it was said", () => {
  const { at, response } = respond();
  at(5).look(SLOW);
  at(60).look(QUIET);
  at(65).look(QUIET);
  at(90).claim(true);
  at(95).claim(true);
  assert.equal(response.handled().mitigatedAt, 60);
});

Deno.test("symptoms that come back end the quiet", () => {
  const { at, response } = respond();
  at(5).look(SLOW);
  at(60).look(QUIET);
  at(61).look(SLOW);
  at(70).look(QUIET);
  at(90).claim(true);
  assert.equal(response.handled().mitigatedAt, 70);
});

Deno.test("saying too early that it is over is a false alarm, each time", () => {
  const { at, response } = respond();
  at(5).look(SLOW);
  at(10).claim(false);
  at(20).claim(false);
  const { falseAlarms, mitigatedAt } = response.handled();
  assert.deepEqual([falseAlarms, mitigatedAt], [2, undefined]);
});

Deno.test("who does nothing has nothing", () => {
  const { response } = respond();
  const score = scoreOf({ ...response.handled(), collateral: [] });
  assert.equal(score.total, 0);
});
