/**
 * The client against the real `/faults`, in this process.
 */
import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { COMMON_KINDS } from "../../../services/shared/faults/kinds.ts";
import { createFaults } from "../../../services/shared/faults/faults.ts";
import { mountFaults } from "../../../services/shared/faults/routes.ts";
import { createServiceApp } from "../../../services/shared/service_app.ts";
import { faultsClient } from "./faults_client.ts";

function demo(token: string | undefined = "secret") {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const faults = createFaults({
    service: "demo",
    clock,
    random: () => 0.5,
    kinds: [...COMMON_KINDS, "payment_failure"],
    environment: [{ kind: "payment_failure", rate: 0.25 }],
  });
  mountFaults(app, faults, token);
  const client = faultsClient({
    url: "http://demo",
    token: "secret",
    fetch: async (input, init) =>
      await app.hono.request(new Request(input, init)),
  });
  return { client, clock };
}

Deno.test("add() keeps the others, with the time they have left", async () => {
  const { client, clock } = demo();
  await client.add({ kind: "latency", rate: 1, latency_ms: 50, ttl_s: 100 });
  await clock.advance(40_000);
  const { faults } = await client.add({ kind: "error", rate: 0.1, ttl_s: 30 });
  assert.deepEqual(
    faults.map(({ kind, seconds_left, source }) => [
      kind,
      seconds_left,
      source,
    ]),
    [
      ["latency", 60, "runtime"],
      ["error", 30, "runtime"],
      ["payment_failure", undefined, "env"],
    ],
  );
});

Deno.test("add() takes the place of one of the same kind", async () => {
  const { client } = demo();
  await client.add({ kind: "error", rate: 0.1, ttl_s: 30 });
  const { faults } = await client.add({ kind: "error", rate: 0.9, ttl_s: 30 });
  assert.deepEqual(
    faults.filter(({ kind }) => kind === "error").map(({ rate }) => rate),
    [0.9],
  );
});

Deno.test("remove() ends one, clear() all; the environment's stay", async () => {
  const { client } = demo();
  await client.add({ kind: "error", rate: 0.1, ttl_s: 30 });
  await client.add({ kind: "refuse_readiness", rate: 1, ttl_s: 30 });
  const kinds = (view: { faults: readonly { kind: string }[] }) =>
    view.faults.map(({ kind }) => kind);
  assert.deepEqual(kinds(await client.remove("error")), [
    "refuse_readiness",
    "payment_failure",
  ]);
  assert.deepEqual(kinds(await client.clear()), ["payment_failure"]);
});

Deno.test("a refusal says which field is wrong", async () => {
  const { client } = demo();
  await assert.rejects(
    client.add({ kind: "error", rate: 2, ttl_s: 30 }),
    { name: "FaultRefused", message: /rate.*from 0 to 1/ },
  );
});

Deno.test("a service without FAULTS_TOKEN refuses in words", async () => {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const client = faultsClient({
    url: "http://demo",
    token: "secret",
    fetch: async (input, init) =>
      await app.hono.request(new Request(input, init)),
  });
  await assert.rejects(client.read(), { message: /FAULTS_TOKEN unset/ });
});

Deno.test("removeWhere() takes away what is picked, and nothing else", async () => {
  const { client } = demo();
  await client.add({ kind: "error", rate: 0.1, seed: 7, ttl_s: 30 });
  await client.add({ kind: "latency", rate: 1, latency_ms: 5, ttl_s: 30 });
  const { faults } = await client.removeWhere(({ seed }) => seed === 7);
  assert.deepEqual(faults.map(({ kind }) => kind), [
    "latency",
    "payment_failure",
  ]);
});
