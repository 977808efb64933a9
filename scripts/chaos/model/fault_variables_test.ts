import assert from "node:assert/strict";
import { variablesOf } from "./fault_variables.ts";

Deno.test("a fault that has a variable can be set on Kubernetes, another cannot", () => {
  const of = (service: string, fault: Record<string, unknown>) =>
    variablesOf(service, { kind: "", rate: 1, ...fault });
  assert.deepEqual(
    of("payments", { kind: "payment_latency", latency_ms: 2000 }),
    { PAYMENT_LATENCY_MS: "2000" },
  );
  assert.deepEqual(of("payments", { kind: "payment_failure", rate: 0.3 }), {
    PAYMENT_FAILURE_RATE: "0.3",
  });
  assert.deepEqual(of("events", { kind: "small_pool", max_conns: 2 }), {
    DB_MAX_CONNS: "2",
  });
  assert.equal(of("events", { kind: "lost_redis" }), undefined);
  assert.equal(
    of("gateway", { kind: "latency", latency_ms: 9, route: "/events" }),
    undefined,
  );
});
