import assert from "node:assert/strict";
import type { Books } from "../../adapters/shop/mod.ts";
import { brokenIn, type CrashReport } from "./crash.ts";
import { crashText } from "./report.ts";
import type { Round } from "./rounds.ts";

const BOOKS: Books = {
  orders: 7,
  charges: 7,
  oversold: 0,
  miscounted: 0,
  lost: 0,
  unpaidFor: 0,
  notCharged: 0,
  chargedTwice: 0,
};

const ROUND: Round = { victim: "events", recoveryMs: 120, restarted: [] };

Deno.test("rounds in which only the victims died and the books agree broke no promise", () => {
  assert.deepEqual(brokenIn([ROUND], BOOKS), []);
});

Deno.test("a part that was restarted beside the victim is reported with the victim", () => {
  const broken = brokenIn(
    [{ ...ROUND, restarted: ["redis", "gateway"] }],
    BOOKS,
  );
  assert.deepEqual(broken, [
    "redis restarted when events died",
    "gateway restarted when events died",
  ]);
});

for (
  const fault of [
    "oversold",
    "miscounted",
    "lost",
    "unpaidFor",
    "notCharged",
    "chargedTwice",
  ] as const
) {
  Deno.test(`books with ${fault} break a promise`, () => {
    assert.deepEqual(brokenIn([ROUND], { ...BOOKS, [fault]: 2 }), [
      `${fault}: 2`,
    ]);
  });
}

Deno.test("a test that was stopped before the first death proves nothing", () => {
  assert.equal(brokenIn([], BOOKS).length, 1);
});

const REPORT: CrashReport = {
  rounds: [100, 300, 200].map((recoveryMs) => ({ ...ROUND, recoveryMs })),
  told: {
    orders: new Set(["a", "b"]),
    statuses: new Map([[500, 3], [0, 1], [200, 9]]),
    refused: 4,
  },
  books: BOOKS,
  settledMs: 1234.6,
  broken: [],
};

Deno.test("a report has a row for each part, its median and its worst", () => {
  const text = crashText(REPORT);
  assert.match(text, /^\| events \| 3 \| 200 ms \| 300 ms \|$/m);
  assert.match(text, /^\| redis \| 0 \| 0 ms \| 0 ms \|$/m);
});

Deno.test("a report tells what customers were answered, no answer first", () => {
  assert.match(crashText(REPORT), /none: 1, 200: 9, 500: 3/);
  assert.match(crashText(REPORT), /answered 200: 2; .*for good: 4/);
});

Deno.test("a report ends with every promise that was broken", () => {
  assert.match(crashText(REPORT), /Every promise was kept\.$/);
  const broken = { ...REPORT, broken: ["lost: 1", "oversold: 2"] };
  assert.match(crashText(broken), /Broken: lost: 1; oversold: 2$/);
});
