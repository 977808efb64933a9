import assert from "node:assert/strict";
import { parseEnv } from "../shared/env.ts";
import { faultsOfEnvironment, PAYMENTS_ENV } from "./config.ts";

function parse(env: Readonly<Record<string, string>>) {
  return parseEnv("payments", PAYMENTS_ENV, (name) => env[name]);
}

Deno.test("unset variables give a payments service without faults on 8082", () => {
  const { port, failureRate, latencyMs, faultsToken } = parse({});
  assert.deepEqual(
    { port, failureRate, latencyMs, faultsToken },
    { port: 8082, failureRate: 0, latencyMs: 0, faultsToken: undefined },
  );
});

Deno.test("all values out of bounds are reported together", () => {
  assert.throws(
    () => parse({ PAYMENT_FAILURE_RATE: "30%", PAYMENT_LATENCY_MS: "-1" }),
    {
      message: "Cannot start payments: PAYMENT_FAILURE_RATE must be a number " +
        "from 0 to 1, current value is 30%; PAYMENT_LATENCY_MS must be an " +
        "integer from 0 to 60000, current value is -1",
    },
  );
});

Deno.test("the two variables become faults", () => {
  const env = { PAYMENT_FAILURE_RATE: "0.3", PAYMENT_LATENCY_MS: "500" };
  assert.deepEqual(faultsOfEnvironment(parse(env)), [
    { kind: "payment_failure", rate: 0.3 },
    { kind: "payment_latency", rate: 1, latency_ms: 500 },
  ]);
  const hidden = faultsOfEnvironment(parse({ ...env, FAULTS_SHOWN: "no" }));
  assert.ok(hidden.every(({ unannounced }) => unannounced === true));
});
