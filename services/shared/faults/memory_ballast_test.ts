import assert from "node:assert/strict";
import { MAX_BALLAST_MIB } from "./kinds.ts";
import { createBallast } from "./memory_ballast.ts";

Deno.test("a ballast grows step by step, stops at the limit, lets go at once", () => {
  const ballast = createBallast();
  const steps = [0, 1, 2, 3].map(() => {
    ballast.grow(3, 8);
    return ballast.mib;
  });
  assert.deepEqual(steps, [3, 6, 8, 8]);
  ballast.grow(1, 4); // a lower limit does not shrink it
  assert.equal(ballast.mib, 8);
  ballast.release();
  assert.equal(ballast.mib, 0);
  ballast.grow(1, 8);
  assert.equal(ballast.mib, 1);
});

Deno.test("the memory of a ballast is real, and comes back without a collection", () => {
  const ballast = createBallast();
  const before = Deno.memoryUsage().rss;
  ballast.grow(300, MAX_BALLAST_MIB);
  const grown = Deno.memoryUsage().rss;
  ballast.release();
  const after = Deno.memoryUsage().rss;
  // Wide margins: with --parallel other files share this process.
  const mib = 1024 * 1024;
  assert.ok(grown - before > 150 * mib, `${before} ${grown}`);
  assert.ok(grown - after > 150 * mib, `${grown} ${after}`);
});
