import assert from "node:assert/strict";
import type { Outcome } from "../../scripts/adapters/kubernetes/load_pod.ts";
import { evaluateOutage } from "./away_verdict.ts";
import { effectOf, type Outage } from "./outage.ts";
import { sold } from "./parts_fixture.ts";
import { rowOf, untrue } from "./prediction.ts";
import type { Pods } from "./settle.ts";

const REPORT = `
| Away | events ready | gateway ready | list | reserve | Restarts |
| --- | --- | --- | --- | --- | ---: |
| redis | yes | yes | 200 | 503 | 0 |
| postgres | no (0/1) | ✅ | fails | 502 | 0 |
`;

const redisEffect = {
  events: true,
  gateway: true,
  list: true,
  reserve: false,
  restarts: 0,
};

Deno.test("a prediction is read in whatever words", () => {
  assert.deepEqual(rowOf(REPORT, "redis")?.told, redisEffect);
  assert.deepEqual(rowOf(REPORT, "postgres")?.told, {
    events: false,
    gateway: true,
    list: false,
    reserve: false,
    restarts: 0,
  });
});

Deno.test("an empty row predicts nothing, nor does a report without the table", () => {
  const empty = REPORT.replace("| yes | yes | 200 | 503 | 0 |", "| | | | | |");
  assert.equal(rowOf(empty, "redis"), undefined);
  assert.equal(rowOf("# Lab 4", "redis"), undefined);
});

Deno.test("an empty cell is not true", () => {
  const half = rowOf(
    REPORT.replace("| 503 | 0 |", "| 503 | |"),
    "redis",
  )?.told;
  assert.ok(half !== undefined);
  assert.deepEqual(untrue(half, redisEffect), ["restarts (nothing)"]);
});

const during: Outcome = {
  requests: 500,
  failures: 250,
  orders: 0,
  results: { ok: 250, server_error: 250 },
  steps: {
    list: { count: 250, failures: 0, statuses: { "200": 250 } },
    reserve: { count: 250, failures: 250, statuses: { "503": 250 } },
  },
};
const redis = { part: "redis", effect: redisEffect } as const;
const away: Outage = { effect: redisEffect, during, after: sold, seconds: 52 };

Deno.test("an outage that is as it must be, and as predicted", () => {
  assert.equal(evaluateOutage(redis, redisEffect, away).verdict, "pass");
});

for (
  const [what, change] of [
    ["a restart", { effect: { ...redisEffect, restarts: 1 } }],
    ["a gateway that left its Service", {
      effect: { ...redisEffect, gateway: false },
    }],
    ["an events that left its Service", {
      effect: { ...redisEffect, events: false },
    }],
    ["a list that fails", { effect: { ...redisEffect, list: false } }],
    ["no sale afterwards", { after: { ...sold, orders: 0 } }],
  ] as const
) {
  Deno.test(`${what} is refused, also when it was predicted`, () => {
    const outage = { ...away, ...change };
    assert.equal(evaluateOutage(redis, outage.effect, outage).verdict, "fail");
  });
}

Deno.test("a restart is looked for in the liveness probes", () => {
  const effect = { ...redisEffect, restarts: 2 };
  assert.match(
    evaluateOutage(redis, effect, { ...away, effect }).look ?? "",
    /liveness/,
  );
});

Deno.test("what was predicted otherwise is refused", () => {
  const finding = evaluateOutage(redis, { ...redisEffect, list: false }, away);
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, /not what was seen: list no/);
});

Deno.test("an outage without customers, or without an outage, proves nothing", () => {
  const few = {
    ...during,
    requests: 3,
    steps: { list: { count: 3, failures: 0, statuses: {} } },
  };
  assert.equal(
    evaluateOutage(redis, redisEffect, { ...away, during: few }).verdict,
    "could_not_verify",
  );
  const there = { ...away, effect: { ...redisEffect, reserve: true } };
  assert.equal(
    evaluateOutage(redis, redisEffect, there).verdict,
    "could_not_verify",
  );
});

function pods(restarts: number, isReady = true): Pods {
  const one = { name: "a", isReady, restarts };
  return {
    gateway: [one],
    events: [one],
    payments: [one],
    postgres: [one],
    redis: [],
  };
}

Deno.test("restarts are counted from before, of the three services", () => {
  const before = pods(2);
  assert.deepEqual(
    effectOf({ before, seen: [pods(2), pods(2)], during }),
    redisEffect,
  );
  assert.equal(
    effectOf({ before, seen: [pods(2), pods(3)], during }).restarts,
    3,
  );
});

Deno.test("events is evaluated by its final state, the gateway by each look", () => {
  const before = pods(0);
  const back = effectOf({ before, seen: [pods(0, false), pods(0)], during });
  assert.deepEqual([back.events, back.gateway], [true, false]);
  const gone = effectOf({ before, seen: [pods(0), pods(0, false)], during });
  assert.deepEqual([gone.events, gone.gateway], [false, false]);
});
