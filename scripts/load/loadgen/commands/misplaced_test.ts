import assert from "node:assert/strict";
import { misplacedFaults } from "./misplaced.ts";

Deno.test("a fault that was set for the load generator is named, with its place", () => {
  const set: Readonly<Record<string, string>> = {
    PAYMENT_LATENCY_MS: "500",
    GATEWAY_FAULT_RATE: "",
    GATEWAY_URL: "http://127.0.0.1:8080",
  };
  assert.deepEqual(misplacedFaults((name) => set[name]), [
    "PAYMENT_LATENCY_MS=500 changes nothing here, because payments reads it and " +
    "not the load generator: deno task dev restart payments PAYMENT_LATENCY_MS=500",
  ]);
  assert.deepEqual(misplacedFaults(() => undefined), []);
});
