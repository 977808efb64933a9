import assert from "node:assert/strict";
import { variablesOf } from "./fault_variables.ts";

type Variables = Readonly<Record<string, string>> | undefined;

const CASES: readonly (readonly [
  service: string,
  fault: Readonly<Record<string, unknown>>,
  variables: Variables,
])[] = [
  [
    "payments",
    { kind: "payment_latency", latency_ms: 2000 },
    { PAYMENT_LATENCY_MS: "2000" },
  ],
  [
    "payments",
    { kind: "payment_failure", rate: 0.3 },
    { PAYMENT_FAILURE_RATE: "0.3" },
  ],
  ["events", { kind: "small_pool", max_conns: 2 }, { DB_MAX_CONNS: "2" }],
  ["gateway", { kind: "error", rate: 0.5 }, { GATEWAY_FAULT_RATE: "0.5" }],
  ["gateway", { kind: "error", status: 500 }, { GATEWAY_FAULT_RATE: "1" }],
  [
    "gateway",
    { kind: "latency", latency_ms: 9 },
    { GATEWAY_FAULT_LATENCY_MS: "9" },
  ],
  // None of these can be said by a variable, and none is made another fault.
  ["gateway", { kind: "error", status: 503 }, undefined],
  ["gateway", { kind: "error", route: "/events" }, undefined],
  ["gateway", { kind: "latency", latency_ms: 9, route: "/events" }, undefined],
  ["gateway", { kind: "latency", latency_ms: 9, rate: 0.5 }, undefined],
  ["gateway", { kind: "latency" }, undefined],
  [
    "payments",
    { kind: "payment_failure", flap: { on_s: 1, off_s: 1 } },
    undefined,
  ],
  ["payments", { kind: "payment_latency" }, undefined],
  ["payments", { kind: "payment_latency", latency_ms: "soon" }, undefined],
  [
    "payments",
    { kind: "payment_latency", latency_ms: 9, rate: 0.5 },
    undefined,
  ],
  ["events", { kind: "small_pool" }, undefined],
  ["events", { kind: "lost_redis" }, undefined],
  ["events", { kind: "payment_failure" }, undefined],
];

for (const [service, fault, variables] of CASES) {
  const words = variables === undefined
    ? "has no variable"
    : `is ${JSON.stringify(variables)}`;
  Deno.test(`the fault ${JSON.stringify(fault)} of ${service} ${words}`, () => {
    assert.deepEqual(
      variablesOf(service, { kind: "", rate: 1, ...fault }),
      variables,
    );
  });
}
