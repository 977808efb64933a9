/**
 * The reasons for which a run does not begin; then it does nothing at all.
 */

import assert from "node:assert/strict";
import type { Verdict } from "./journal.ts";
import { experimentWith, HARMLESS, run } from "./run_fixture.ts";
import { testShop } from "./shop_fixture.ts";

const SHOULD_NOT_BEGIN: readonly (readonly [
  rule: string,
  words: RegExp,
  prepare: () => Parameters<typeof run>[1] & object,
  experiment?: ReturnType<typeof experimentWith>,
])[] = [
  [
    "another user's fault is on",
    /gateway has the fault error already for \d+ s more/,
    () => {
      const shop = testShop();
      shop.faults.replace([{
        kind: "error",
        status: 500,
        rate: 0,
        ttl_s: 600,
      }]);
      return { shop };
    },
  ],
  [
    "there are no customers",
    /must be at least 1, current value is 0\.0/,
    () => ({ shop: testShop({ rps: 0 }) }),
  ],
  [
    "the system is not steady before anything was done to it",
    /not steady .*: the list: nothing measured \(no answer/,
    () => {
      const shop = testShop();
      return {
        shop,
        before: (options) => ({
          ...options,
          probes: {
            ...options.probes,
            fetch: () => Promise.reject(new TypeError("no answer")),
          },
        }),
      };
    },
  ],
  [
    "the experiment is for another kind of target",
    /^Cannot run on compose: this experiment is for dev$/,
    () => ({}),
    experimentWith({}, { targets: ["dev"] }),
  ],
  [
    "an action is impossible here",
    /has latency, error/,
    () => ({}),
    experimentWith({
      method: [{
        ...HARMLESS,
        provider: {
          type: "fault",
          service: "gateway",
          fault: { kind: "sold_out" },
        },
      }],
    }),
  ],
  [
    "a rollback is impossible here",
    /there is no service payments/,
    () => ({}),
    experimentWith({
      rollbacks: [{
        ...HARMLESS,
        provider: {
          type: "fault",
          service: "payments",
          fault: { kind: "error" },
        },
      }],
    }),
  ],
];

for (const [rule, words, prepare, experiment] of SHOULD_NOT_BEGIN) {
  Deno.test(`a run is refused, and does nothing, when ${rule}`, async () => {
    const changes = prepare();
    const before = changes.shop?.faults.view().length ?? 0;
    const ran = await run(experiment ?? experimentWith(), changes);
    const { verdict, reason, injected_at } = ran.journal.quickticket;
    assert.equal(verdict, "refused" satisfies Verdict, reason);
    assert.match(reason, words);
    assert.equal(injected_at, null);
    assert.equal(ran.log.includes("guard"), false, ran.log.join("\n"));
    assert.equal(ran.shop.faults.view().length, before);
  });
}
