import assert from "node:assert/strict";
import { seededDraws } from "./seeded_random.ts";

Deno.test("seededDraws() gives the same numbers for the same seed", () => {
  const [one, same, other] = [7, 7, 8].map(seededDraws).map((draw) =>
    Array.from({ length: 5 }, draw)
  );
  assert.deepEqual(one, same);
  assert.notDeepEqual(one, other);
});

for (const seed of [0, 1, 42, 4_294_967_295]) {
  Deno.test(`seededDraws(${seed}) is spread evenly over [0, 1)`, () => {
    const draws = Array.from({ length: 10_000 }, seededDraws(seed));
    assert.ok(draws.every((draw) => draw >= 0 && draw < 1));
    for (const rate of [0.01, 0.1, 0.5, 0.9]) {
      const hits = draws.filter((draw) => draw < rate).length / draws.length;
      // Four standard deviations of a binomial share.
      const spread = 4 * Math.sqrt(rate * (1 - rate) / draws.length);
      assert.ok(Math.abs(hits - rate) < spread, `${hits} for ${rate}`);
    }
  });
}
