import assert from "node:assert/strict";
import { fakeClock } from "../../services/shared/clock_fake.ts";
import { historyFor, keepDoing } from "./observe.ts";
import { experimentWith } from "./run_fixture.ts";
import { knownValues, readMetrics } from "./model/target.ts";
import { testShop } from "./shop_fixture.ts";

function metrics(service: string, of: string) {
  return {
    type: "metrics",
    measure: "increase",
    service,
    of,
  };
}

Deno.test("a history asks every service that the experiment names, and the gateway always", async () => {
  const experiment = experimentWith({
    method: [
      ...experimentWith().method,
      { type: "probe", name: "b", provider: metrics("events", "b_total") },
    ],
  }, {
    predictions: [{
      id: "c",
      question: "?",
      provider: metrics("payments", "c_total"),
    }],
  });
  const asked: string[] = [];
  const history = historyFor(experiment, {
    clock: fakeClock(),
    target: {
      ...testShop().target,
      metrics: (service) => {
        asked.push(service);
        const names = [
          "gateway_requests_total",
          "b_total",
          "c_total",
          "d_total",
        ];
        const text = names.map((name) => `${name} 1\n`).join("");
        return Promise.resolve([{ instance: service, text }]);
      },
    },
  });
  await history.look();
  assert.deepEqual(asked.toSorted(), ["events", "gateway", "payments"]);
  const [look] = history.of("events");
  const kept = [...look?.instances.get("events")?.keys() ?? []];
  assert.deepEqual(kept.toSorted(), [
    "b_total",
    "c_total",
    "gateway_requests_total",
  ]);
});

Deno.test("a service that does not answer leaves no look, and keeps no other from being seen", async () => {
  const { target, clock } = testShop();
  const history = historyFor(experimentWith(), {
    clock,
    target: {
      ...target,
      metrics: () => Promise.reject(new Error("refused")),
    },
  });
  await history.look();
  assert.deepEqual(history.of("gateway"), []);
  assert.deepEqual(history.of("a service that was never scraped"), []);
});

Deno.test("something is done again and again until it is stopped, never twice at a time", async () => {
  const clock = fakeClock();
  const stop = new AbortController();
  let [times, now, most] = [0, 0, 0];
  const doing = keepDoing(
    async () => {
      times++;
      most = Math.max(most, ++now);
      await clock.sleep(1500);
      now--;
    },
    1000,
    clock,
    stop.signal,
  );
  await clock.advance(5000);
  stop.abort();
  await clock.advance(5000);
  await doing;
  assert.deepEqual([times, most], [3, 1]);
});

Deno.test("what is stopped before it began is not done", async () => {
  await keepDoing(
    () => assert.fail("it was done"),
    1,
    fakeClock(),
    AbortSignal.abort(),
  );
});

Deno.test("a target fills in where its services are, and in a cluster which namespace", () => {
  const { target } = testShop();
  assert.deepEqual(knownValues(target), { gateway_url: "http://gateway" });
  const address = { kind: "kubernetes", namespace: "shop" } as const;
  assert.deepEqual(knownValues({ ...target, address }), {
    gateway_url: "http://gateway",
    namespace: "shop",
  });
});

Deno.test("an answer other than 200 counts as no metrics", async () => {
  const signal = new AbortController().signal;
  const answer = (status: number): typeof fetch => () =>
    Promise.resolve(new Response("a_total 1", { status }));
  const { text } = await readMetrics("a", "http://x", answer(200), signal);
  assert.equal(text, "a_total 1");
  await assert.rejects(
    readMetrics("a", "http://x", answer(503), signal),
    /answered 503/,
  );
});
