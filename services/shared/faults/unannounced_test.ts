import assert from "node:assert/strict";
import { fakeClock } from "../clock_fake.ts";
import { createServiceApp } from "../service_app.ts";
import { createFaults } from "./faults.ts";
import { COMMON_KINDS } from "./kinds.ts";
import { mountFaults } from "./routes.ts";

const TOKEN = "a-token";

function demo() {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const faults = createFaults({
    service: "demo",
    clock,
    random: () => 0.5,
    kinds: [...COMMON_KINDS, "payment_failure"],
    environment: [{ kind: "payment_failure", rate: 0.25 }],
  });
  mountFaults(app, faults, TOKEN);
  return app;
}

Deno.test("only the owner of its seed sees or ends an unannounced fault", async () => {
  const app = demo();
  const call = (method: string, body?: unknown, query = "") =>
    app.hono.request(`/faults${query}`, {
      method,
      headers: {
        "Authorization": `Bearer ${TOKEN}`,
        "Content-Type": "application/json",
      },
      ...body === undefined ? {} : { body: JSON.stringify(body) },
    });
  const ask = async (method: string, seed: number, body?: unknown) => {
    const answer = await call(method, body, `?seed=${seed}`);
    const { faults } = await answer.json();
    return faults.map(({ kind }: { readonly kind: string }) => kind);
  };
  const shown = async () => {
    const { faults } = await (await call("GET")).json();
    return faults.map(({ kind }: { readonly kind: string }) => kind);
  };
  const gauge = async () =>
    (await (await app.hono.request("/metrics")).text())
      .match(/^demo_faults_active\{kind="error"\} (\d)/m)?.[1];
  const hidden = { kind: "error", seed: 7, unannounced: true, ttl_s: 60 };
  await ask("PUT", 7, { faults: [hidden] });
  assert.deepEqual(await shown(), ["payment_failure"]);
  assert.equal(await gauge(), "0");
  // A person who sets or ends faults does not end what they cannot see.
  await call("PUT", { faults: [{ kind: "latency", latency_ms: 1, ttl_s: 9 }] });
  await call("DELETE");
  assert.deepEqual(await ask("GET", 8), ["payment_failure"]);
  assert.deepEqual(await ask("GET", 7), ["error", "payment_failure"]);
  assert.deepEqual(await ask("DELETE", 7), ["payment_failure"]);
  assert.equal((await call("GET")).status, 200);
  const bad = await app.hono.request("/faults?seed=x", {
    headers: { "Authorization": `Bearer ${TOKEN}` },
  });
  assert.equal(bad.status >= 400 && bad.status < 500, true);
});
