import assert from "node:assert/strict";
import { faultsWatch } from "./faults_watch.ts";

const RUNTIME = {
  kind: "latency",
  rate: 1,
  source: "runtime" as const,
  ttl_s: 60,
  seconds_left: 60,
};
const ENV = { kind: "payment_failure", rate: 0.5, source: "env" as const };
const KINDS = ["latency", "payment_failure"];
const NONE = { latency: 0, payment_failure: 0 };

Deno.test("the time that is left runs down without asking", () => {
  const watch = faultsWatch();
  watch.learn({ kinds: KINDS, faults: [RUNTIME, ENV] }, 100);
  assert.deepEqual(
    watch.view(140.5).faults.map(({ seconds_left }) => seconds_left),
    [20, undefined],
  );
  assert.deepEqual(watch.view(160).faults, [ENV], "an expired one is gone");
});

Deno.test("it is time to ask when the gauge tells something new", () => {
  const watch = faultsWatch();
  assert.equal(watch.isStale({ ...NONE, payment_failure: 1 }, 0), true);
  watch.learn({ kinds: KINDS, faults: [ENV] }, 0);
  assert.equal(watch.isStale({ ...NONE, payment_failure: 1 }, 2), false);
  assert.equal(watch.isStale({ latency: 1, payment_failure: 1 }, 2), true);
  assert.equal(watch.isStale(NONE, 2), true);
});

Deno.test("while a fault is in force it is asked for again now and then", () => {
  const watch = faultsWatch();
  watch.learn({ kinds: KINDS, faults: [ENV] }, 0);
  assert.equal(watch.isStale({ ...NONE, payment_failure: 1 }, 29), false);
  assert.equal(watch.isStale({ ...NONE, payment_failure: 1 }, 30), true);
});

Deno.test("without faults nothing is asked, and the kinds are known", () => {
  const watch = faultsWatch();
  assert.equal(watch.isStale(NONE, 0), false);
  assert.equal(watch.isStale(NONE, 1e6), false);
  assert.deepEqual(watch.view(1e6), { kinds: KINDS, faults: [] });
});

Deno.test("a service that refuses is not asked every second", () => {
  const watch = faultsWatch();
  watch.fail(0);
  assert.equal(watch.isStale({ latency: 1 }, 5), false);
  assert.equal(watch.isStale({ latency: 1 }, 30), true);
});
