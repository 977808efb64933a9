import assert from "node:assert/strict";
import { experimentWith, HARMLESS, run } from "./run_fixture.ts";

Deno.test("an action that hangs is undone, and once more when it may have taken effect", async () => {
  let puts = 0;
  const { journal, shop, log } = await run(
    experimentWith({ method: [HARMLESS] }, { time_limit_s: 3 }),
    {
      before: (options) => ({
        ...options,
        actions: {
          ...options.actions,
          fetch: async (input, init) => {
            // The fault is asked for, and comes when everything is undone.
            if (init?.method === "PUT" && puts++ === 0) {
              await options.probes.clock.sleep(6000);
            }
            return await options.probes.fetch(input, init);
          },
        },
      }),
    },
  );
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.equal(puts, 1);
  assert.deepEqual(shop.faults.view(), [], "it came late, and stayed");
  assert.ok(log.includes("close"), log.join("\n"));
});

Deno.test("a fault that is ended at the second try was ended", async () => {
  let isBlind = false;
  const { journal, log } = await run(
    experimentWith({ method: [HARMLESS] }, { time_limit_s: 3 }),
    {
      before: (options) => {
        const { clock, fetch } = options.probes;
        return {
          ...options,
          actions: {
            ...options.actions,
            fetch: async (input, init) => {
              if (init?.method !== "PUT") return await fetch(input, init);
              isBlind = true; // it hangs, so no other client gets an answer either
              await clock.sleep(36_000);
              isBlind = false;
              return await fetch(input, init);
            },
          },
          probes: {
            ...options.probes,
            fetch: async (input, init) => {
              if (isBlind && /faults$/.test(String(input))) {
                throw new TypeError("no answer");
              }
              return await fetch(input, init);
            },
          },
        };
      },
    },
  );
  const { verdict, reason, undone } = journal.quickticket;
  assert.equal(verdict, "not_measured", reason);
  assert.deepEqual(undone.map(({ status }) => status), ["succeeded"]);
  assert.ok(log.includes("close"), log.join("\n"));
});
