import assert from "node:assert/strict";
import type { Books } from "../../adapters/shop/mod.ts";
import { type Growth, growthOf } from "./memory.ts";
import { brokenIn, type SoakedLoad } from "./soak.ts";

const LOAD: SoakedLoad = {
  requests: { count: 900, failures: 0 },
  arrivals: { dropped: 0 },
};

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

function grown(growth: number): Growth {
  return {
    name: "events",
    early: 100,
    late: 100 * (1 + growth),
    most: 150,
    growth,
  };
}

Deno.test("a soak in which nothing failed and nothing grew broke no promise", () => {
  assert.deepEqual(brokenIn(LOAD, [grown(0.1)], BOOKS, 7), []);
});

const CASES: readonly (readonly [
  what: string,
  load: Partial<SoakedLoad>,
  memory: readonly Growth[],
  books: Partial<Books>,
  told: number,
  words: RegExp,
])[] = [
  [
    "one failed request",
    { requests: { count: 900, failures: 1 } },
    [],
    {},
    7,
    /^1 of 900 requests failed$/,
  ],
  ["dropped visits", { arrivals: { dropped: 3 } }, [], {}, 7, /^3 visits/],
  [
    "growth beyond its bound",
    {},
    [grown(0.101)],
    {},
    7,
    /^events grew by 10\.1 %/,
  ],
  ["memory that has no figure", {}, [grown(NaN)], {}, 7, /^events grew by NaN/],
  [
    "an order that customers know alone",
    {},
    [],
    {},
    8,
    /visitors got 8 orders/,
  ],
  ["a charge too many", {}, [], { charges: 8 }, 7, /charged 8$/],
  ["seats that were sold twice", {}, [], { oversold: 1 }, 7, /^oversold: 1$/],
];

for (const [what, load, memory, books, told, words] of CASES) {
  Deno.test(`a soak breaks its promise by ${what}`, () => {
    const broken = brokenIn(
      { ...LOAD, ...load },
      memory,
      { ...BOOKS, ...books },
      told,
    );
    assert.equal(broken.length, 1, broken.join("; "));
    assert.match(broken[0] ?? "", words);
  });
}

Deno.test("a soak without a sale proves nothing", () => {
  const none = { ...BOOKS, orders: 0, charges: 0 };
  assert.match(brokenIn(LOAD, [], none, 0).join(), /bought/);
});

Deno.test("a run too short for a beginning has no growth to tell, and is within no bound", () => {
  const samples = [0, 10].map((seconds) => ({ seconds, mib: { events: 100 } }));
  const [events] = growthOf(samples);
  assert.equal(events?.growth, NaN);
  assert.equal(
    brokenIn(LOAD, [grown(events?.growth ?? 0)], BOOKS, 7).length,
    1,
  );
});

Deno.test("no sample at all tells of no component", () => {
  assert.deepEqual(growthOf([]), []);
});
