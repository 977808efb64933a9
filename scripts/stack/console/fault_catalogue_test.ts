import assert from "node:assert/strict";
import {
  COMMON_KINDS,
  type FaultKinds,
  faultsBody,
  faultSchemas,
} from "../../../services/shared/faults/kinds.ts";
import { FAULTS_IN_WORDS, PRESETS } from "./fault_catalogue.ts";

Deno.test("every kind has words, and its usual number is allowed", () => {
  const schemas = faultSchemas(["/events"]);
  assert.deepEqual(
    Object.keys(FAULTS_IN_WORDS).toSorted(),
    Object.keys(schemas).toSorted(),
  );
  for (const [kind, schema] of Object.entries(schemas)) {
    const words = Object.entries(FAULTS_IN_WORDS)
      .find(([name]) => name === kind)?.[1];
    const value = words?.field === undefined
      ? {}
      : { [words.field]: words.usual };
    schema.parse({ kind, rate: 1, ttl_s: 60, ...value });
  }
});

Deno.test("every preset is a fault that services take", () => {
  const kinds: FaultKinds = [
    ...COMMON_KINDS,
    "lost_redis",
    "small_pool",
    "payment_failure",
    "payment_latency",
  ];
  const body = faultsBody(kinds, ["/events"]);
  for (const { fault } of PRESETS) {
    body.parse({ faults: [{ ...fault, ttl_s: 60 }] });
  }
});
