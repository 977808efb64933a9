import assert from "node:assert/strict";
import { EnvError, parseEnv } from "../shared/env.ts";
import { faultsOfEnvironment, GATEWAY_ENV } from "./config.ts";
import { leaseMs } from "./app.ts";

Deno.test("the defaults are the contract's", () => {
  const config = parseEnv("gateway", GATEWAY_ENV, () => undefined);
  assert.equal(config.port, 8080);
  assert.equal(config.eventsUrl, "http://events:8081");
  assert.equal(config.paymentsUrl, "http://payments:8082");
  assert.equal(config.notificationsUrl, undefined);
  assert.equal(config.timeoutMs, 5000);
  assert.deepEqual([config.retryMax, config.retryBaseDelayMs], [3, 100]);
  assert.deepEqual([config.breakerThreshold, config.breakerCooldownS], [5, 30]);
  assert.equal(config.rateLimitRps, 0);
});

Deno.test("all bad variables are reported together, with bound and value", () => {
  const env: Record<string, string> = {
    GATEWAY_TIMEOUT_MS: "fast",
    EVENTS_URL: "events:8081",
    GATEWAY_FAULT_RATE: "2",
  };
  assert.throws(
    () => parseEnv("gateway", GATEWAY_ENV, (name) => env[name]),
    (error) =>
      error instanceof EnvError && error.problems.length === 3 &&
      /GATEWAY_TIMEOUT_MS must be an integer from 10 .*fast/.test(
        error.message,
      ),
  );
});

Deno.test("the fault variables are faults of business routes", () => {
  assert.deepEqual(
    faultsOfEnvironment({ faultRate: 0.3, faultLatencyMs: 50 }),
    [
      { kind: "latency", latency_ms: 50, rate: 1 },
      { kind: "error", status: 500, rate: 0.3 },
    ],
  );
  const hidden = {
    faultRate: 0.3,
    faultLatencyMs: 0,
    faultsShown: "no",
  } as const;
  assert.ok(
    faultsOfEnvironment(hidden).every((one) => one.unannounced === true),
  );
});

Deno.test("a lease outlives every attempt of a charge, and is bounded", () => {
  const usual = { timeoutMs: 5000, retryMax: 3, retryBaseDelayMs: 100 };
  assert.ok(leaseMs(usual) > 3 * 5000);
  assert.equal(leaseMs({ ...usual, timeoutMs: 120_000 }), 60_000);
});
