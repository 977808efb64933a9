import assert from "node:assert/strict";
import { parseExpectations } from "./expect.ts";
import { brokenSoFar, judge } from "./thresholds.ts";
import { type Happened, runOf } from "./unevaluated_fixture.ts";

/** 200 looks, of which 2 fail, and 50 payments, of which 5 are sold out. */
const USUAL: Happened = {
  requests: [
    { step: "list", count: 198, ms: 20 },
    { step: "list", result: "server_error", count: 2, ms: 900 },
    { step: "pay", count: 45, ms: 100 },
    { step: "pay", result: "sold_out", count: 5, ms: 50 },
    { step: "purchase", count: 45 },
    { step: "purchase", result: "server_error", count: 5 },
  ],
  orders: 45,
  started: 250,
  dropped: 10,
};

type Case = readonly [text: string, measured: number | null, passed: boolean];

const CASES: readonly Case[] = [
  ["orders>=45", 45, true],
  ["orders>45", 45, false],
  ["orders/s>=4.5", 4.5, true],
  ["orders/s<4.5", 4.5, false],
  ["requests>=250", 250, true],
  ["requests/s>25", 25, false],
  ["list.requests>=200", 200, true],
  ["pay.requests/s>=5", 5, true],
  ["dropped<=10", 10, true],
  ["dropped<10", 10, false],
  ["dropped/s<=1", 1, true],
  ["dropped/s<1", 1, false],
  ["dropped<=4%", 100 * 10 / 260, true],
  ["dropped<=3%", 100 * 10 / 260, false],
  ["errors<=2", 2, true],
  ["errors<1%", 0.8, true],
  ["errors.all<1%", 0.8, true],
  ["errors.5xx<0.8%", 0.8, false],
  ["list.errors.5xx<=1%", 1, true],
  ["errors.sold_out<=5", 5, true],
  ["pay.errors.sold_out<10%", 10, false],
  ["pay.errors<=0", 0, true],
  ["purchase.errors<=10%", 10, true],
  ["errors.4xx<=0", 0, true],
  ["errors.timeout<=0%", 0, true],
];

for (const [text, measured, passed] of CASES) {
  Deno.test(`${text} is measured as ${measured}, which ${passed ? "holds" : "does not hold"}`, () => {
    const verdict = judge(runOf(USUAL), {
      expectations: parseExpectations(text),
    });
    assert.deepEqual(verdict.expectations, [{ text, measured, passed }]);
    assert.equal(verdict.passed, passed);
    assert.equal(verdict.reasons.length, passed ? 0 : 1);
  });
}

const LATENCIES: readonly (readonly [string, number])[] = [
  ["list.min>0ms", 20],
  ["list.p50<1s", 20],
  ["list.max<1s", 900],
  ["list.p99.9<1s", 900],
  ["pay.p50<1s", 100],
  ["pay.mean<1s", 95],
  ["all.p50<1s", 20],
  ["p50<1s", 20],
];

for (const [text, ms] of LATENCIES) {
  Deno.test(`${text} measures ${ms} ms, to three digits`, () => {
    const expectations = parseExpectations(text);
    const [one] = judge(runOf(USUAL), { expectations }).expectations;
    assert.ok(one?.passed, text);
    assert.ok(Math.abs((one.measured ?? NaN) - ms) / ms < 0.001);
  });
}

Deno.test("what was not measured never passes, whatever it is compared with", () => {
  const onlyLooks = runOf({ requests: [{ step: "list", count: 10 }] });
  for (const text of ["pay.p99<1s", "pay.p99>=0ms", "pay.errors<=100%"]) {
    const { passed, reasons } = judge(onlyLooks, {
      expectations: parseExpectations(text),
    });
    assert.equal(passed, false, text);
    assert.equal(reasons[0], `${text}: nothing was measured`);
  }
});

Deno.test("a run of no length has no rate of dropped arrivals to pass with", () => {
  const nothing = runOf({ orders: 1 }, { seconds: 0 });
  const expectations = parseExpectations("dropped/s<=0");
  const [one] = judge(nothing, { expectations }).expectations;
  assert.deepEqual([one?.measured, one?.passed], [null, false]);
});

Deno.test("a refused request counts as an error and has no latency to flatter", () => {
  const run = runOf({
    requests: [
      { step: "pay", count: 1, ms: 100 },
      { step: "pay", result: "refused", count: 9, ms: 0.1 },
    ],
    orders: 1,
  });
  const { expectations } = judge(run, {
    expectations: parseExpectations("pay.p50>=90ms\nerrors.refused<=9"),
  });
  assert.deepEqual(expectations.map(({ passed }) => passed), [true, true]);
});

Deno.test("all broken limits are reported, in the order in which it was asked", () => {
  const { reasons } = judge(runOf(USUAL), {
    expectations: parseExpectations("orders>99\nerrors<=5\ndropped<=0"),
    maxFailures: 5,
  });
  assert.deepEqual(reasons, [
    "orders>99: measured 45",
    "dropped<=0: measured 10",
    "10.00 % of the visits failed, --max-failures allows 5 %",
  ]);
});

const SHARES: readonly (readonly [limit: number, passed: boolean])[] = [
  [0, false],
  [9.99, false],
  [10, true],
  [100, true],
];

for (const [maxFailures, passed] of SHARES) {
  Deno.test(`10 % of failed visits ${passed ? "are" : "are not"} within --max-failures ${maxFailures}`, () => {
    const verdict = judge(runOf(USUAL), { expectations: [], maxFailures });
    assert.equal(verdict.passed, passed);
  });
}

Deno.test("no visit at all is not within --max-failures: of nothing there is no share", () => {
  const run = { ...runOf({}), journeys: {} };
  assert.equal(judge(run, { expectations: [] }).passed, true);
  assert.equal(
    judge(run, { expectations: [], maxFailures: 100 }).passed,
    false,
  );
});

Deno.test("a run that sold nothing fails, and says what its customers met", () => {
  const soldOut = runOf({
    requests: [
      { step: "pay", result: "sold_out", count: 3 },
      { step: "list", result: "timeout", count: 2 },
      { step: "purchase", result: "sold_out", count: 3 },
    ],
  });
  assert.deepEqual(judge(soldOut, { expectations: [] }).reasons, [
    "No order was completed, though 3 came to buy (purchase): " +
    "list met 2 x timeout; pay met 3 x sold out. A shop that sells nothing " +
    "is no success; deno task seed, or --event with seats left",
  ]);
});

Deno.test("a run without buying visitors says so, and one order is enough", () => {
  const [reason] = judge(runOf({}), { expectations: [] }).reasons;
  assert.match(reason ?? "", /no visitor came to buy \(purchase\)/);
  assert.equal(judge(runOf({ orders: 1 }), { expectations: [] }).passed, true);
});

Deno.test("a scenario that buys nothing needs no order", () => {
  const { journeys, ...rest } = runOf({});
  const looking = Object.fromEntries(
    Object.entries(journeys).map(([name, one]) => [
      name,
      { ...one, buys: false },
    ]),
  );
  const run = { ...rest, journeys: looking };
  assert.equal(judge(run, { expectations: [] }).passed, true);
});

const SO_FAR: readonly (readonly [string, string | undefined])[] = [
  ["errors<1%", undefined],
  ["errors<=1", "errors<=1: measured 2"],
  // It may still grow; a rate and a share may not wait for the end.
  ["orders>=1000", undefined],
  ["orders/s>=1000", "orders/s>=1000: measured 4.5/s"],
  // Not measured yet.
  ["list.errors.4xx<=0", undefined],
];

for (const [text, broken] of SO_FAR) {
  Deno.test(`while the run goes on, ${text} is ${broken === undefined ? "not broken" : "broken"}`, () => {
    assert.equal(brokenSoFar(runOf(USUAL), parseExpectations(text)), broken);
  });
}

Deno.test("the first broken expectation is reported, and one without a measure is waited for", () => {
  const run = runOf({ requests: [{ step: "list", count: 9, ms: 500 }] });
  const all = parseExpectations("pay.p99<1ms\nlist.p99<1ms\nlist.p50<1ms");
  assert.match(brokenSoFar(run, all) ?? "", /^list\.p99<1ms: measured 500/);
});
