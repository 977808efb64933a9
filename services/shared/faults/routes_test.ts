import assert from "node:assert/strict";
import { createRoute, z } from "@hono/zod-openapi";
import { json } from "../api_schemas.ts";
import { type FakeClock, fakeClock } from "../clock_fake.ts";
import { COMMON_KINDS, MAX_FAULTS } from "./kinds.ts";
import { createFaults } from "./faults.ts";
import { mountFaults } from "./routes.ts";
import { createServiceApp, type ServiceApp } from "../service_app.ts";

const TOKEN = "a-token";
const FROM_ENV = { kind: "payment_failure", rate: 0.25, source: "env" };

interface Demo {
  readonly app: ServiceApp;
  readonly clock: FakeClock;
  /** Calls `/faults` with the token. */
  readonly call: (method: string, body?: unknown) => Promise<Response>;
}

function demo({ token }: { readonly token: string | undefined } = {
  token: TOKEN,
}): Demo {
  const clock = fakeClock();
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const faults = createFaults({
    service: "demo",
    clock,
    random: () => 0.5,
    kinds: [...COMMON_KINDS, "payment_failure"],
    environment: [{ kind: "payment_failure", rate: 0.25 }],
  });
  const item = createRoute({
    method: "get",
    path: "/items/{id}",
    responses: { 200: json(z.object({}), "done") },
  });
  mountFaults(app, faults, token);
  app.hono.openapi(item, (c) => c.json({}, 200));
  async function call(method: string, body?: unknown): Promise<Response> {
    return await app.hono.request("/faults", {
      method,
      headers: {
        "Authorization": `Bearer ${TOKEN}`,
        "Content-Type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  return { app, clock, call };
}

for (const method of ["GET", "PUT", "DELETE", "POST"]) {
  Deno.test(`without FAULTS_TOKEN, ${method} /faults is as unknown as any path`, async () => {
    const { app, call } = demo({ token: undefined });
    const [faults, unknown] = [
      await call(method),
      await app.hono.request("/nosuch", { method }),
    ];
    assert.equal(faults.status, 404);
    const id = "same";
    assert.deepEqual(
      { ...await faults.json(), request_id: id },
      { ...await unknown.json(), request_id: id },
    );
  });
}

for (
  const given of [
    undefined,
    "",
    "Bearer",
    "Bearer wrong",
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN} x`,
    `Basic ${TOKEN}`,
    TOKEN,
  ]
) {
  Deno.test(`Authorization ${given ?? "(none)"} is answered 401 and changes nothing`, async () => {
    const { app, call } = demo();
    for (const method of ["GET", "PUT", "DELETE"]) {
      const answer = await app.hono.request("/faults", {
        method,
        headers: given === undefined ? {} : { Authorization: given },
        ...(method === "PUT" ? { body: '{"faults":[]}' } : {}),
      });
      assert.equal(answer.status, 401, method);
      assert.match(answer.headers.get("www-authenticate") ?? "", /^Bearer/);
    }
    assert.deepEqual((await (await call("GET")).json()).faults, [FROM_ENV]);
  });
}

Deno.test("the scheme of Authorization may be in any case", async () => {
  const answer = await demo().app.hono.request("/faults", {
    headers: { Authorization: `bearer ${TOKEN}` },
  });
  assert.equal(answer.status, 200);
});

Deno.test("GET tells the kinds, and what the environment set", async () => {
  const answer = await demo().call("GET");
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), {
    service: "demo",
    kinds: [...COMMON_KINDS, "payment_failure"],
    faults: [FROM_ENV],
  });
});

Deno.test("PUT sets, fills in what was left out, and counts down; DELETE ends", async () => {
  const { call, clock } = demo();
  const asked = { kind: "error", route: "/items/{id}", ttl_s: 60, seed: 3 };
  const put = await call("PUT", { faults: [asked] });
  assert.equal(put.status, 200);
  const shown = { ...asked, rate: 1, status: 500, source: "runtime" };
  assert.deepEqual((await put.json()).faults, [
    { ...shown, seconds_left: 60 },
    FROM_ENV,
  ]);
  await clock.advance(20_000);
  assert.deepEqual((await (await call("GET")).json()).faults, [
    { ...shown, seconds_left: 40 },
    FROM_ENV,
  ]);
  const deleted = await call("DELETE");
  assert.equal(deleted.status, 200);
  assert.deepEqual((await deleted.json()).faults, [FROM_ENV]);
});

const ok = { kind: "latency", latency_ms: 5, ttl_s: 5 };
const REFUSED = [
  ["no ttl_s", [{ kind: "error" }], 422, "faults.0.ttl_s"],
  ["ttl_s 0", [{ kind: "error", ttl_s: 0 }], 400, "from 1 to 3600"],
  ["ttl_s 3601", [{ kind: "error", ttl_s: 3601 }], 400, "is 3601"],
  ["ttl_s as text", [{ kind: "error", ttl_s: "5" }], 422, "faults.0.ttl_s"],
  [
    "rate 1.1",
    [{ ...ok, rate: 1.1 }],
    400,
    "from 0 to 1, current value is 1.1",
  ],
  ["rate -0.1", [{ ...ok, rate: -0.1 }], 400, "from 0 to 1"],
  ["status 200", [{ kind: "error", status: 200, ttl_s: 5 }], 400, "400 to 599"],
  ["60001 ms", [{ ...ok, latency_ms: 60_001 }], 400, "to 60000"],
  [
    "another service's kind",
    [{ kind: "lost_redis", ttl_s: 5 }],
    422,
    "latency",
  ],
  ["no kind", [{ ttl_s: 5 }], 422, "faults.0.kind"],
  ["no object", [7], 422, "faults.0 must be a JSON object"],
  ["a misspelt field", [{ ...ok, rat: 0.1 }], 422, "must not have rat"],
  [
    "a route where none applies",
    [{
      kind: "payment_failure",
      route: "/items/{id}",
      ttl_s: 5,
    }],
    422,
    "must not have route",
  ],
  ["an unknown route", [{ ...ok, route: "/itmes" }], 422, "of /items/{id}"],
  ["a route that is no text", [{ ...ok, route: 7 }], 422, "faults.0.route"],
  [
    "too many",
    Array(MAX_FAULTS + 1).fill(ok),
    400,
    `at most ${MAX_FAULTS} items`,
  ],
] as const;

for (const [what, faults, status, words] of REFUSED) {
  Deno.test(`PUT with ${what} is answered ${status}, and nothing changes`, async () => {
    const { call } = demo();
    await call("PUT", { faults: [{ kind: "refuse_readiness", ttl_s: 9 }] });
    const answer = await call("PUT", { faults });
    assert.equal(answer.status, status);
    const { detail } = await answer.json();
    assert.ok(detail.includes(words), detail);
    const [kept] = (await (await call("GET")).json()).faults;
    assert.equal(kept.kind, "refuse_readiness");
  });
}

for (const body of [{}, [], null, { faults: {} }, { faults: [], more: 1 }]) {
  Deno.test(`PUT with ${JSON.stringify(body)} is answered 422`, async () => {
    assert.equal((await demo().call("PUT", body)).status, 422);
  });
}

Deno.test("all problems of a PUT are reported together", async () => {
  const answer = await demo().call("PUT", {
    faults: [{ kind: "nosuch" }, { ...ok, ttl_s: 0 }, { kind: "latency" }],
  });
  const { errors } = await answer.json();
  assert.deepEqual(errors.map(({ path }: { path: string }) => path), [
    "faults.0.kind",
    "faults.1.ttl_s",
    "faults.2.latency_ms",
    "faults.2.ttl_s",
  ]);
});

Deno.test("a fault may stand for several routes and for all others", async () => {
  const { call } = demo();
  const faults = [ok, { ...ok, route: "/items/{id}", latency_ms: 9 }];
  assert.equal((await call("PUT", { faults })).status, 200);
});

Deno.test("the gauge tells what is in force, every kind of the service", async () => {
  const { app, call } = demo();
  await call("PUT", { faults: [ok, { ...ok, route: "/items/{id}" }] });
  const text = await (await app.hono.request("/metrics")).text();
  const lines = text.split("\n").filter((line) =>
    line.startsWith("demo_faults_active{")
  );
  assert.equal(lines.length, COMMON_KINDS.length + 1);
  assert.ok(lines.includes('demo_faults_active{kind="latency"} 2'));
  assert.ok(lines.includes('demo_faults_active{kind="error"} 0'));
  assert.ok(lines.includes('demo_faults_active{kind="payment_failure"} 1'));
});

Deno.test("/openapi.json names the kinds and routes of this service", async () => {
  const answer = await demo().app.hono.request("/openapi.json");
  const document = JSON.stringify((await answer.json()).paths["/faults"].put);
  assert.match(document, /"enum":\["\/items\/\{id\}"\]/);
  assert.match(document, /payment_failure/);
  assert.doesNotMatch(document, /lost_redis/);
});

Deno.test("/openapi.json describes /faults only where it is", async () => {
  for (const token of [TOKEN, undefined]) {
    const { app } = demo({ token });
    const document = await (await app.hono.request("/openapi.json")).json();
    assert.equal("/faults" in document.paths, token !== undefined);
  }
});
