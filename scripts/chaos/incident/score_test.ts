import assert from "node:assert/strict";
import { type Handled, scoreOf } from "./score.ts";

const BEST: Handled = {
  pagedAt: 5,
  diagnosedAt: 60,
  mitigatedAt: 120,
  wrongAnswers: 0,
  hints: 0,
  falseAlarms: 0,
  collateral: [],
};

Deno.test("quick, right and careful is 100", () => {
  assert.equal(scoreOf(BEST).total, 100);
});

Deno.test("who only waits gets nothing", () => {
  const nothing = { ...BEST, diagnosedAt: undefined, mitigatedAt: undefined };
  assert.equal(scoreOf(nothing).total, 0);
});

Deno.test("an end without a diagnosis is worth less than one with it", () => {
  assert.equal(scoreOf({ ...BEST, diagnosedAt: undefined }).total, 70);
});

Deno.test("late is worth less, the later the less, from the page on", () => {
  const at = (mitigatedAt: number) =>
    scoreOf({ ...BEST, mitigatedAt }).mitigate;
  assert.equal(at(125), 40);
  assert.equal(at(665), 20);
  assert.equal(at(1205), 0);
});

Deno.test("guesses, hints, false alarms and broken china cost care", () => {
  const care = (change: Partial<Handled>) =>
    scoreOf({ ...BEST, ...change }).care;
  assert.equal(care({ wrongAnswers: 1 }), 25);
  assert.equal(care({ hints: 2 }), 20);
  assert.equal(care({ falseAlarms: 1 }), 25);
  assert.equal(care({ collateral: ["redis"] }), 20);
  assert.equal(care({ wrongAnswers: 9 }), 0);
});
