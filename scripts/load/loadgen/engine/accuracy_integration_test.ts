// Runs with -P=test-sockets, alone
import assert from "node:assert/strict";
import { systemClock } from "../../../../services/shared/mod.ts";
import { intervalMsOf, openBook } from "../result/totals.ts";
import { runEngine } from "./engine.ts";
import { clientOf } from "./client_of.ts";
import { startPreciseTimer } from "./precise_timer.ts";
import { type Plan, WHOLE } from "./plan.ts";
import { runPlan } from "./run.ts";
import browse from "../scenario/browse.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { list } from "../scenario/shop_steps.ts";
import type { Unevaluated } from "../result/summarize.ts";

/** One request a visit. */
const look: Scenario = {
  ...browse,
  journeys: [{
    name: "look",
    weight: 1,
    steps: [list],
    async play(user) {
      await user.ask(list);
    },
  }],
};

/** A server on which everything waits while it is frozen. */
function server() {
  let [answered, frozen] = [0, Promise.resolve()];
  const listening = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async () => {
      await frozen;
      answered++;
      return new Response("[]");
    },
  );
  return {
    url: `http://127.0.0.1:${listening.addr.port}`,
    get answered() {
      return answered;
    },
    /** Freezes after `afterMs` for `forMs`; resolves when it is over. */
    async freeze(afterMs: number, forMs: number): Promise<void> {
      await systemClock.sleep(afterMs);
      frozen = systemClock.sleep(forMs);
      await frozen;
    },
    close: () => listening.shutdown(),
  };
}

async function run(url: string, load: Plan["load"]): Promise<Unevaluated> {
  const clock = systemClock;
  const plan: Plan = {
    scenario: "look",
    url,
    events: [1],
    load,
    timeoutMs: 10_000,
    seed: 1,
  };
  const client = clientOf(plan, clock);
  const timer = await startPreciseTimer();
  const ended = await runPlan({
    plan,
    scenario: look,
    workers: 1,
    clock,
    signal: new AbortController().signal,
    deno: "",
    player: (onSlice, signal) =>
      runEngine({
        plan,
        share: WHOLE,
        scenario: look,
        client,
        clock,
        nap: timer.nap,
        signal,
        onSlice,
      }).finally(timer.close),
  });
  return ended.run;
}

function constant(rate: number, ms: number): Plan["load"] {
  return {
    kind: "open",
    stages: [{ ms, from: rate, to: rate }],
    arrivals: "even",
    maxInFlight: 5000,
  };
}

Deno.test("at 1,000 a second every visit is made, and in time for 99 of 100", async () => {
  const shop = server();
  try {
    const { arrivals, requests, intervals } = await run(
      shop.url,
      constant(1000, 3000),
    );
    assert.equal(arrivals.started, 3000);
    assert.equal(arrivals.dropped, 0);
    assert.equal(requests.results.ok, 3000);
    assert.equal(shop.answered, 3000);
    const inTime = intervals.slice(0, 3)
      .reduce((sum, { started }) => sum + started, 0);
    assert.ok(inTime >= 2970, `${inTime} of 3000 in the 3 s of the plan`);
  } finally {
    await shop.close();
  }
});

Deno.test("a server that freezes shows in p99 of the open model; the closed one hides it", async () => {
  const FROZEN_MS = 1500;
  const shop = server();
  try {
    const [open] = await Promise.all([
      run(shop.url, constant(50, 4000)),
      shop.freeze(1000, FROZEN_MS),
    ]);
    const [closed] = await Promise.all([
      run(shop.url, {
        kind: "closed",
        users: 2,
        ramp: 0,
        thinkMs: [2, 2],
        durationMs: 4000,
      }),
      shop.freeze(1000, FROZEN_MS),
    ]);
    // Both have met it ...
    for (const { requests } of [open, closed]) {
      assert.ok((requests.latencyMs.max ?? 0) > 0.9 * FROZEN_MS);
    }
    // ... and one tells.
    const [seen, hidden] = [open, closed].map(({ requests }) =>
      requests.latencyMs.p99 ?? 0
    );
    assert.ok(seen && seen > 0.9 * FROZEN_MS, `open p99 ${seen}`);
    assert.ok(hidden && hidden < 0.1 * FROZEN_MS, `closed p99 ${hidden}`);
  } finally {
    await shop.close();
  }
});

Deno.test("an hour has as many intervals as ten minutes, so memory does not grow", () => {
  const hour = openBook(intervalMsOf(3_600_000));
  for (let second = 1; second <= 3600; second++) {
    hour.add({
      atMs: second * 1000,
      tallies: {},
      started: 200,
      dropped: 0,
      orders: 0,
      lag: "",
      inFlight: 0,
    });
  }
  assert.equal(hour.intervals.length, 600);
  assert.equal(hour.totals.started, 720_000);
  assert.ok(hour.intervals.every((one) => one?.started === 1200));
});
