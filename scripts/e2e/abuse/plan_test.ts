import assert from "node:assert/strict";
import { seededDraws } from "../../../services/shared/mod.ts";
import { KINDS } from "./attacks.ts";
import { plan, type PlanOptions } from "./plan.ts";

const OPTIONS: Omit<PlanOptions, "random"> = {
  connections: 10_000,
  seconds: 60,
  kinds: Object.keys(KINDS),
  services: ["gateway", "events", "payments"],
};

const planned = (seed: number, change: Partial<PlanOptions> = {}) =>
  plan({ ...OPTIONS, random: seededDraws(seed), ...change });

Deno.test("every kind comes to every service, equally often", () => {
  const counts = new Map<string, number>();
  for (const { kind, service } of planned(1)) {
    const pair = `${kind} on ${service}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  assert.equal(counts.size, OPTIONS.kinds.length * 3);
  const all = [...counts.values()];
  assert.ok(Math.max(...all) - Math.min(...all) <= 1);
  assert.equal(all.reduce((a, b) => a + b), 10_000);
});

Deno.test("they come evenly, the first at once and the last before the end", () => {
  const times = planned(1).map(({ atMs }) => atMs);
  assert.equal(times[0], 0);
  assert.ok((times.at(-1) ?? Infinity) < 60_000);
  for (let second = 0; second < 60; second++) {
    const inIt = times.filter((ms) => Math.floor(ms / 1000) === second).length;
    assert.ok(Math.abs(inIt - 10_000 / 60) <= 1, `${inIt} in second ${second}`);
  }
});

Deno.test("the seed decides the order, and nothing else does", () => {
  assert.deepEqual(planned(1), planned(1));
  assert.notDeepEqual(planned(1), planned(2));
});

Deno.test("a plan without kinds is refused", () => {
  assert.throws(() => planned(1, { kinds: [] }), /No kind, or no service/);
});
