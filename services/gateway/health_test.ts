import assert from "node:assert/strict";
import {
  gateway,
  hangs,
  problem,
  type Script,
  type TestGateway,
  unreachable,
} from "./app_fixture.ts";
import { settled } from "./pay_fixture.ts";

const WITH_MAIL = { NOTIFICATIONS_URL: "http://notifications:8083" };

async function health(
  app: TestGateway,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await settled(app.clock, app.call("GET", "/health"));
  return { status: answer.status, body: await answer.json() };
}

function failing(...services: readonly string[]): Script {
  return ({ service }) =>
    services.includes(service) ? unreachable() : undefined;
}

Deno.test("/health is a 200 when events and payments are well", async () => {
  const app = gateway();
  assert.deepEqual(await health(app), {
    status: 200,
    body: {
      status: "healthy",
      checks: { events: "ok", payments: "ok", circuit_payments: "CLOSED" },
    },
  });
  assert.equal(app.asked.length, 2);
});

for (
  const [what, answer, check] of [
    ["answers 204", () => new Response(null, { status: 204 }), "degraded"],
    ["answers 503", () => problem(503, "x"), "degraded"],
    ["redirects", () => Response.redirect("http://x/"), "degraded"],
    ["is unreachable", unreachable, "down"],
    ["hangs", hangs, "down"],
  ] as const
) {
  for (const service of ["events", "payments"]) {
    Deno.test(`/health is a 503 when ${service} ${what}: ${check}`, async () => {
      const app = gateway((asked) =>
        asked.service === service ? answer() : undefined
      );
      assert.deepEqual(await health(app), {
        status: 503,
        body: {
          status: "degraded",
          checks: {
            ...{ events: "ok", payments: "ok", circuit_payments: "CLOSED" },
            [service]: check,
          },
        },
      });
    });
  }
}

Deno.test("/health shows notifications only when they are set, and they never decide the result", async () => {
  const well = await health(gateway(undefined, WITH_MAIL));
  assert.deepEqual(well.body, {
    status: "healthy",
    checks: {
      events: "ok",
      payments: "ok",
      notifications: "ok",
      circuit_payments: "CLOSED",
    },
  });
  const down = await health(gateway(failing("notifications"), WITH_MAIL));
  assert.deepEqual(down, {
    status: 200,
    body: {
      status: "healthy",
      checks: {
        events: "ok",
        payments: "ok",
        notifications: "down",
        circuit_payments: "CLOSED",
      },
    },
  });
});

Deno.test("/health asks all at once and answers within a second, whatever hangs", async () => {
  const app = gateway(hangs, WITH_MAIL);
  const { status } = await health(app);
  assert.equal(status, 503);
  assert.equal(app.asked.length, 3);
  const waited = app.clock.now();
  assert.ok(waited >= 1000 && waited <= 1010, `${waited} ms`);
});

Deno.test("/readyz and /livez say nothing of other services", async () => {
  const app = gateway(failing("events", "payments"));
  assert.equal((await app.call("GET", "/readyz")).status, 200);
  assert.equal((await app.call("GET", "/livez")).status, 200);
  assert.deepEqual(app.asked, []);
});
