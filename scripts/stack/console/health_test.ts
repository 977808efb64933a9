import assert from "node:assert/strict";
import { type Ask, lookAtParts, serviceCondition } from "./health.ts";

const STATE = {
  supervisor: { pid: 1, started: "" },
  control: { url: "", token: "" },
  services: {
    events: { url: "http://events", pid: 2, log: "" },
    payments: { url: "http://payments", pid: null, log: "" },
  },
  postgres: { url: "postgres://db", pid: 3 },
  redis: { url: "redis://cache", pid: null, external: true },
};

const ANSWERS: Readonly<Record<string, [number, string]>> = {
  "http://events/health": [
    503,
    '{"status":"degraded","checks":{"postgres":"ok","redis":"down"}}',
  ],
  "http://events/readyz": [200, "{}"],
};

const ask: Ask = (url) => {
  const [status, text] = ANSWERS[url] ?? [];
  return Promise.resolve(
    status === undefined ? undefined : { status, text: text ?? "" },
  );
};

Deno.test("stores are seen with the eyes of events", async () => {
  const parts = await lookAtParts(STATE, ask);
  assert.deepEqual(
    parts.map(({ name, condition, isOurs }) => [name, condition, isOurs]),
    [
      ["events", "degraded", true],
      ["payments", "stopped", true],
      ["postgres", "healthy", true],
      ["redis", "down", false],
    ],
  );
});

Deno.test("a store is unknown while events says nothing", async () => {
  const parts = await lookAtParts(STATE, () => Promise.resolve(undefined));
  assert.deepEqual(parts.map(({ condition }) => condition), [
    "down",
    "stopped",
    "unknown",
    "unknown",
  ]);
});

Deno.test("serviceCondition() tells not ready from degraded from down", () => {
  assert.equal(serviceCondition(200, 200), "healthy");
  assert.equal(serviceCondition(503, 200), "degraded");
  assert.equal(serviceCondition(503, 503), "unready");
  assert.equal(serviceCondition(undefined, 200), "degraded");
  assert.equal(serviceCondition(undefined, undefined), "down");
});
