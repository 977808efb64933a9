import assert from "node:assert/strict";
import { localUrl, serviceProcess } from "./services.ts";

const WIRING = {
  ports: new Map([["gateway", 1], ["payments", 3], ["redis", 5]]),
  databaseUrl: "postgres://me:secret@db/shop",
  redisUrl: "redis://cache:7000",
  address: "0.0.0.0",
};

async function launched(overrides: Readonly<Record<string, string>> = {}) {
  const service = { name: "payments", variables: [] };
  const spec = serviceProcess({
    service,
    wiring: WIRING,
    overrides: () => overrides,
  });
  return { spec, launch: await spec.launch() };
}

Deno.test("a service runs with its own permission set, and asks for nothing", async () => {
  const { spec, launch } = await launched();
  assert.equal(spec.name, "payments");
  assert.ok(launch.args.includes("-P=payments"));
  assert.ok(launch.args.includes("--no-prompt"));
  assert.equal(launch.args.at(-1), "services/payments/main.ts");
});

Deno.test("a service may drain for longer than its own deadline before it is killed", async () => {
  const { spec } = await launched();
  assert.equal(spec.stopSignal, "SIGTERM");
  assert.ok(spec.stopWithinMs > 25_000);
});

Deno.test("stores without a port in their URL are on their usual ones", async () => {
  const { launch: { env } } = await launched();
  assert.equal(env.DB_PORT, "5432");
  assert.equal(env.REDIS_PORT, "7000");
  assert.equal(env.REDIS_URL, undefined, "redis is no peer");
  assert.equal(env.HOST, "0.0.0.0");
});

Deno.test("what a person sets goes before the wiring", async () => {
  const { launch: { env } } = await launched({
    DB_HOST: "other",
    PAYMENT_FAILURE_RATE: "0.5",
  });
  assert.equal(env.DB_HOST, "other");
  assert.equal(env.PAYMENT_FAILURE_RATE, "0.5");
});

Deno.test("an empty value takes a wired variable back, and unsets another for its default", async () => {
  const { launch: { env } } = await launched({
    DB_HOST: "",
    PAYMENT_FAILURE_RATE: "",
  });
  assert.equal(env.DB_HOST, "db");
  assert.equal(env.PAYMENT_FAILURE_RATE, "");
});

Deno.test("overrides are asked for at each start, so that a restart may differ", async () => {
  const changing: Record<string, string> = {};
  const spec = serviceProcess({
    service: { name: "payments", variables: [] },
    wiring: WIRING,
    overrides: () => changing,
  });
  assert.equal((await spec.launch()).env.A, undefined);
  changing.A = "1";
  assert.equal((await spec.launch()).env.A, "1");
});

Deno.test("services are on this machine, whatever address they listen on", () => {
  assert.equal(localUrl(8080), "http://127.0.0.1:8080");
});
