/**
 * Whole runs, on a shop in this process: how each of them ends, and that
 * everything is undone whatever happened.
 */

import assert from "node:assert/strict";
import { experimentWith, HARMFUL, HARMLESS, run, SEED } from "./run_fixture.ts";

Deno.test("a run whose hypothesis holds to the end is held, and leaves no fault", async () => {
  const { journal, shop } = await run(experimentWith());
  const { quickticket: own } = journal;
  assert.equal(own.verdict, "held", own.reason);
  assert.deepEqual([journal.status, journal.deviated], ["completed", false]);
  assert.deepEqual(shop.faults.view(), []);
  assert.equal(journal.run.length, 1);
  assert.deepEqual(own.undone.map(({ status }) => status), ["succeeded"]);
  assert.equal(journal.steady_states.before?.steady_state_met, true);
  assert.equal(journal.steady_states.after?.steady_state_met, true);
  assert.ok(journal.steady_states.during.length >= 4);
});

Deno.test("a run writes down how an action is undone before it does it, under a guard", async () => {
  const { log } = await run(experimentWith());
  const at = (words: RegExp): number => log.findIndex((one) => words.test(one));
  const order = [
    /^guard$/,
    /^open$/,
    /^undo fault, 0 faults in force$/,
    /^a little late: /,
    /^everything is undone$/,
    /^close$/,
    /^release$/,
  ].map(at);
  assert.ok(!order.includes(-1), log.join("\n"));
  assert.deepEqual(order, order.toSorted((a, b) => a - b), log.join("\n"));
});

Deno.test("a run whose hypothesis breaks is cut short, and undone within a second or two", async () => {
  const long = { ...HARMFUL, pauses: { after: 25 } };
  const { journal, shop } = await run(experimentWith({ method: [long] }));
  const { quickticket: own } = journal;
  assert.equal(own.verdict, "broken", own.reason);
  assert.match(own.broken_by ?? "", /^the list: 500/);
  assert.ok((own.abort_s ?? Infinity) <= 2, `${own.abort_s} s`);
  assert.ok(journal.duration < 20, `${journal.duration} s`);
  assert.deepEqual(shop.faults.view(), []);
  assert.deepEqual([journal.status, journal.deviated], ["failed", true]);
  assert.notEqual(own.recovered_at, null);
});

Deno.test("a run that a person stops is interrupted, and undone", async () => {
  const stop = new AbortController();
  const { journal, shop } = await run(experimentWith(), {
    signal: stop.signal,
    onNote: (text) => /^a little late/.test(text) && stop.abort(),
  });
  assert.equal(journal.quickticket.verdict, "interrupted");
  assert.ok(journal.quickticket.undone.length > 0);
  assert.deepEqual(shop.faults.view(), []);
});

Deno.test("a run that is stopped before it began has done nothing at all", async () => {
  const { journal, log } = await run(experimentWith(), {
    signal: AbortSignal.abort(),
  });
  assert.equal(journal.quickticket.verdict, "interrupted");
  assert.equal(log.includes("guard"), false, log.join("\n"));
  assert.deepEqual(journal.run, []);
});

Deno.test("a method that takes longer than its limit proves nothing, and is undone", async () => {
  const slow = { ...HARMLESS, pauses: { after: 60 } };
  const { journal, shop } = await run(
    experimentWith({ method: [slow] }, { time_limit_s: 10 }),
  );
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.match(journal.quickticket.reason, /time limit/);
  assert.deepEqual(shop.faults.view(), []);
});

Deno.test("a fault never outlives the run's limit, even when no user ends it", async () => {
  let ttl: number | undefined;
  await run(experimentWith(), {
    onNote: (text, shop) => {
      const [fault] = shop.faults.view();
      if (/^a little late/.test(text) && fault?.source === "runtime") {
        ttl = fault.ttl_s;
        assert.equal(fault.seed, SEED);
      }
    },
  });
  assert.equal(ttl, 31);
});

Deno.test("customers who leave in the middle take the proof with them", async () => {
  const { journal } = await run(experimentWith(), {
    onNote: (text, shop) => {
      if (/^a little late/.test(text)) shop.rps = 0;
    },
  });
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.match(journal.quickticket.reason, /requests a second at the end/);
});

Deno.test("a service that dies and stays away is broken, and did not recover", async () => {
  const { journal } = await run(experimentWith(), {
    onNote: (text, shop) => {
      if (/^a little late/.test(text)) shop.isDown = true;
    },
  });
  const { verdict, reason, recovered_at, undone } = journal.quickticket;
  assert.equal(verdict, "broken");
  assert.match(reason, /not well again within 10 s/);
  assert.equal(recovered_at, null);
  // A fault lives in its process: what does not run has none.
  assert.deepEqual(undone.map(({ status }) => status), ["succeeded"]);
});

Deno.test("an action that cannot be done proves nothing", async () => {
  const call = {
    type: "action",
    name: "call",
    provider: {
      type: "http",
      url: "http://gateway/events",
      expected_status: 418,
    },
  };
  const { journal } = await run(
    experimentWith({ method: [call], rollbacks: [] }),
  );
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.match(journal.quickticket.reason, /^Cannot call: .*200 is not 418/);
});

Deno.test("an action in the background that cannot be done proves nothing either", async () => {
  const call = {
    type: "action",
    name: "call",
    background: true,
    provider: {
      type: "http",
      url: "http://gateway/events",
      expected_status: 418,
    },
  };
  const { journal } = await run(experimentWith({ method: [call, HARMLESS] }));
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.match(journal.quickticket.reason, /^Cannot call: /);
  assert.equal(journal.run.length, 2);
});

const ROLLBACK = {
  type: "action",
  name: "give it back",
  provider: { type: "http", url: "http://gateway/events" },
};

Deno.test("what a file says under rollbacks is done after the faults are off", async () => {
  const { journal } = await run(experimentWith({ rollbacks: [ROLLBACK] }));
  assert.equal(journal.quickticket.verdict, "held");
  const [done] = journal.rollbacks;
  assert.equal(done?.status, "succeeded");
  assert.ok((done?.start ?? "") >= (journal.quickticket.reverted_at ?? "z"));
});

Deno.test("a rollback that fails is no recovery, and the ledger stays open for the guard", async () => {
  const failing = {
    ...ROLLBACK,
    provider: { ...ROLLBACK.provider, expected_status: 418 },
  };
  const { journal, log } = await run(experimentWith({ rollbacks: [failing] }));
  const { verdict, reason } = journal.quickticket;
  assert.equal(verdict, "not_recovered");
  assert.match(reason, /could not undo everything: give it back: /);
  assert.equal(log.includes("close"), false, log.join("\n"));
  assert.equal(log.at(-1), "release");
});

Deno.test("a fault that cannot be ended is no recovery, and the ledger stays open", async () => {
  const { journal, log } = await run(experimentWith(), {
    before: (options) => ({
      ...options,
      probes: {
        ...options.probes,
        fetch: (input, init) =>
          /\/faults(\?|$)/.test(String(input))
            ? Promise.reject(new TypeError("no route to host"))
            : options.probes.fetch(input, init),
      },
    }),
  });
  const { verdict, reason, undone } = journal.quickticket;
  assert.equal(verdict, "not_recovered");
  assert.match(reason, /could not undo everything: .*no route to host/);
  assert.deepEqual(undone.map(({ status }) => status), ["failed"]);
  assert.equal(log.includes("close"), false, log.join("\n"));
});

Deno.test("a probe that could never tell while the fault was on proves nothing", async () => {
  const blind = {
    type: "probe",
    name: "share of errors",
    tolerance: [0, 1],
    quickticket: { when: ["during"] },
    provider: {
      type: "metrics",
      measure: "ratio",
      service: "gateway",
      of: 'gateway_requests_total{status="500"}',
      to: "gateway_requests_total",
      minimum: 1_000_000,
    },
  };
  const list = experimentWith()["steady-state-hypothesis"].probes[0];
  const { journal } = await run(experimentWith({
    "steady-state-hypothesis": { title: "all is well", probes: [list, blind] },
  }));
  assert.equal(journal.quickticket.verdict, "not_measured");
  assert.match(journal.quickticket.reason, /share of errors$/);
});
