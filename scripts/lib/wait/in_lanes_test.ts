import assert from "node:assert/strict";
import { inLanes } from "./in_lanes.ts";

Deno.test("no more than the lanes are at work, and each item is done once", async () => {
  let now = 0;
  let most = 0;
  const items = Array.from({ length: 10 }, (_, i) => i);
  const done = await inLanes(items, 3, async (i) => {
    most = Math.max(most, ++now);
    for (let turn = 0; turn <= i % 4; turn++) await Promise.resolve();
    now--;
    return i * 10;
  });
  assert.equal(most, 3);
  assert.deepEqual(done, items.map((i) => i * 10));
});

Deno.test("an error comes out after the other lanes have ended", async () => {
  const done: number[] = [];
  await assert.rejects(
    inLanes([1, 2, 3], 2, async (i) => {
      if (i === 1) throw new Error("no");
      await Promise.resolve();
      done.push(i);
    }),
    /no/,
  );
  assert.deepEqual(done, [2, 3]);
});
