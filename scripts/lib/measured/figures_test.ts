import assert from "node:assert/strict";
import { type Figure, kept, median, table } from "./figures.ts";

const figure: Figure = {
  what: "list",
  value: 0.123,
  unit: "ms",
  bound: { max: 0.25 },
  from: "100 requests",
};

Deno.test("kept() compares with the bound, in its direction", () => {
  assert.equal(kept(figure), true);
  assert.equal(kept({ ...figure, value: 0.26 }), false);
  assert.equal(kept({ ...figure, bound: { min: 0.25 } }), false);
});

Deno.test("median() is the middle one", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 3);
  assert.throws(() => median([]), RangeError);
});

Deno.test("table() says what was missed", () => {
  assert.match(
    table([figure]),
    /\| list \| 0\.12 ms \| <= 0\.25 ms \| kept \|/,
  );
  assert.match(table([{ ...figure, value: 1000 }]), /1000 ms .*\*\*missed\*\*/);
});
