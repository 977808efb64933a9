/**
 * The effect of Lab 11's limiter on requests. As shipped it refuses no request.
 */

import assert from "node:assert/strict";
import { fakeClock } from "../shared/clock_fake.ts";
import { createServiceApp } from "../shared/service_app.ts";
import { gateway } from "./app_fixture.ts";
import { mountRoutes } from "./routes.ts";
import { BUSINESS_PATHS } from "./metrics.ts";

function neverAsked(): Promise<never> {
  return Promise.reject(new Error("a limited request went through"));
}

const ROUTES = [
  ["GET", "/events"],
  ["GET", "/events/1"],
  ["POST", "/events/1/reserve"],
  ["POST", "/reserve/r1/pay"],
] as const;

Deno.test("a limited request is a 429 with Retry-After, path and limit, and is counted", async () => {
  const counted: string[] = [];
  const app = createServiceApp({
    service: "gateway",
    version: "1.2.3",
    clock: fakeClock(),
  });
  mountRoutes(app.hono, {
    events: { list: neverAsked, find: neverAsked, reserve: neverAsked },
    pay: neverAsked,
    limit: {
      limiter: { allow: () => false },
      limitRps: 7,
      count: (path) => void counted.push(path),
    },
  });
  for (const [index, [method, path]] of ROUTES.entries()) {
    const answer = await app.hono.request(path, { method });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get("retry-after"), "1");
    const { limit_rps, path: pattern, detail } = await answer.json();
    assert.deepEqual([limit_rps, pattern], [7, BUSINESS_PATHS[index]]);
    assert.equal(detail, `At most 7 requests a second to ${pattern}`);
  }
  assert.deepEqual(counted, BUSINESS_PATHS);
  assert.match(
    await app.registry.metrics(),
    /gateway_requests_total\{.*status="429".*path="\/events"\} 1$/m,
  );
});

Deno.test("with RATE_LIMIT_RPS=0 every request is admitted", async () => {
  const app = gateway(undefined, { RATE_LIMIT_RPS: "0" });
  for (let i = 0; i < 5; i++) {
    assert.equal((await app.call("GET", "/events")).status, 200);
  }
});
