import assert from "node:assert/strict";
import { dealer, drawsOf } from "./random.ts";

Deno.test("the same seed and stream draw the same; others draw others", () => {
  const draw = (seed: number, stream: number): readonly number[] => {
    const random = drawsOf(seed, stream);
    return [random(), random(), random()];
  };
  assert.deepEqual(draw(1, 5), draw(1, 5));
  assert.notDeepEqual(draw(1, 5), draw(1, 6));
  assert.notDeepEqual(draw(1, 5), draw(2, 5));
});

Deno.test("draws are even, also the first of neighbouring streams", () => {
  const firsts = Array.from({ length: 20_000 }, (_, i) => drawsOf(42, i)());
  const tenths = new Array<number>(10).fill(0);
  for (const draw of firsts) {
    const tenth = Math.floor(draw * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) {
    assert.ok(Math.abs(count - 2000) < 200, tenths.join());
  }
  const ordered = firsts.filter((draw, i) => draw > (firsts[i - 1] ?? 0));
  assert.ok(Math.abs(ordered.length - 10_000) < 300, String(ordered.length));
});

Deno.test("a deck deals the exact mix, in an order that the seed decides", () => {
  const deal = dealer([70, 20, 10], 1);
  const first = Array.from({ length: 10 }, (_, i) => deal(i));
  for (const start of [0, 10, 990]) {
    const counts = [0, 0, 0];
    for (let i = start; i < start + 10; i++) {
      const thing = deal(i);
      counts[thing] = (counts[thing] ?? 0) + 1;
    }
    assert.deepEqual(counts, [7, 2, 1]);
  }
  assert.deepEqual(Array.from({ length: 10 }, (_, i) => deal(i)), first);
  const other = dealer([70, 20, 10], 2);
  assert.notDeepEqual(
    Array.from({ length: 100 }, (_, i) => other(i)),
    Array.from({ length: 100 }, (_, i) => deal(i)),
  );
});

Deno.test("weights without a short deck are drawn by their shares", () => {
  const deal = dealer([9999, 1], 1);
  const rare = Array.from({ length: 50_000 }, (_, i) => deal(i))
    .filter((thing) => thing === 1).length;
  assert.ok(rare > 0 && rare < 20, String(rare));
});
