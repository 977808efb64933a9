/**
 * The answers to a client when another service fails, as in the contract's
 * table.
 */

import assert from "node:assert/strict";
import {
  type Asked,
  gateway,
  hangs,
  nameOf,
  ORDER,
  problem,
  type Script,
  type TestGateway,
  unreachable,
} from "./app_fixture.ts";
import { settled } from "./pay_fixture.ts";

/** Upstreams are late after a tenth of a second of the fake clock. */
const ENV = { GATEWAY_TIMEOUT_MS: "100" };

type Answer = () => Response | Promise<Response>;

/** Only calls whose name contains `part` go wrong. */
function where(part: string, answer: Answer): Script {
  return (asked) => nameOf(asked).includes(part) ? answer() : undefined;
}

async function call(
  app: TestGateway,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return await settled(app.clock, app.call(method, path, body));
}

function unfencedAs(asked: readonly Asked[]): readonly unknown[] {
  return asked.filter(({ path }) => path.endsWith("/unfence"))
    .map(({ body }) => body);
}

for (
  const [what, answer, status, detail] of [
    ["hangs", hangs, 504, /^The events service did not answer in time$/],
    ["is unreachable", unreachable, 502, /^The events service is unreachable$/],
    ["breaks off", () => Promise.reject(new TypeError("reset")), 502, /broke/],
    ["answers 500", () => problem(500, "x"), 502, /failed with status 500$/],
    ["answers 503 for good", () => problem(503, "x"), 502, /status 503$/],
    ["redirects", () => Response.redirect("http://evil/"), 502, /contract$/],
    ["answers HTML", () => new Response("<html>"), 502, /contract$/],
    ["answers nothing", () => new Response(), 502, /contract$/],
    [
      "answers another shape",
      () => Response.json({ id: "1" }),
      502,
      /contract$/,
    ],
    [
      "answers a 404 that is no problem",
      () => new Response("404 page not found", { status: 404 }),
      502,
      /contract$/,
    ],
  ] as const
) {
  for (
    const [method, path, body] of [
      ["GET", "/events", undefined],
      ["GET", "/events/1", undefined],
      ["POST", "/events/1/reserve", { quantity: 1 }],
      ["POST", "/reserve/r1/pay", undefined],
    ] as const
  ) {
    Deno.test(`${method} ${path} when events ${what} is a ${status}`, async () => {
      const app = gateway(where("events ", answer), ENV);
      const failed = await call(app, method, path, body);
      const told = await failed.json();
      assert.deepEqual([failed.status, told.status], [status, status]);
      assert.match(told.detail, detail);
      assert.equal(told.request_id, failed.headers.get("x-request-id"));
      assert.ok(app.asked.every(({ service }) => service === "events"));
    });
  }
}

for (
  const [status, fields, headers] of [
    [404, {}, {}],
    [409, { available: 3 }, {}],
    [422, { errors: [{ path: "id", message: "odd" }] }, {}],
    [429, {}, { "Retry-After": "4" }],
    [503, {}, { "Retry-After": "9" }],
  ] as const
) {
  Deno.test(`a ${status} of events passes on once: status, detail, fields, Retry-After`, async () => {
    const app = gateway(
      where("events ", () => problem(status, "Because", { fields, headers })),
    );
    for (const path of ["/events/1/reserve", "/reserve/r1/pay"]) {
      const answer = await call(app, "POST", path, { quantity: 1 });
      const { detail, request_id, type: _, title: __, ...rest } = await answer
        .json();
      assert.equal(answer.status, status);
      assert.deepEqual(rest, { status, ...fields });
      assert.equal(detail, "Because");
      assert.equal(request_id, answer.headers.get("x-request-id"));
      assert.equal(
        answer.headers.get("retry-after"),
        headers["Retry-After" as keyof typeof headers] ?? null,
      );
    }
  });
}

for (
  const [what, answer, status, detail, charged] of [
    ["hangs", hangs, 504, /^The payments service did not answer/, "unknown"],
    [
      "breaks off",
      () => Promise.reject(new TypeError("reset")),
      502,
      /broke off$/,
      "unknown",
    ],
    ["fails", () => problem(500, "No luck"), 500, /^Payment failed$/, "no"],
    ["is busy", () => problem(503, "busy"), 503, /^Payment failed$/, "no"],
    [
      "is behind a lost proxy",
      () => new Response("<html>", { status: 504 }),
      504,
      /^Payment failed$/,
      "unknown",
    ],
    ["refuses", () => problem(422, "amount"), 422, /^amount$/, "no"],
    [
      "charges without a reference",
      () => Response.json({ status: "charged" }),
      502,
      /contract$/,
      "unknown",
    ],
    [
      "says that it did not charge",
      () => Response.json({ status: "failed", payment_ref: "PAY-0A1B2C3D" }),
      502,
      /contract$/,
      "unknown",
    ],
    ["answers no JSON", () => new Response("ok"), 502, /contract$/, "unknown"],
    [
      "redirects",
      () => Response.redirect("http://evil/"),
      502,
      /contract$/,
      "unknown",
    ],
  ] as const
) {
  Deno.test(`paying when payments ${what} is a ${status}, and makes no order`, async () => {
    const app = gateway(where("payments ", answer), ENV);
    const failed = await call(app, "POST", "/reserve/r1/pay");
    assert.equal(failed.status, status);
    assert.match((await failed.json()).detail, detail);
    assert.ok(app.asked.every(({ path }) => !path.endsWith("/confirm")));
    assert.deepEqual(unfencedAs(app.asked), [{ attempt: 1, charged }]);
  });
}

for (
  const [what, answer, status] of [
    ["hangs", hangs, 502],
    ["is unreachable", unreachable, 502],
    ["answers 500", () => problem(500, "x"), 502],
    [
      "answers 503 with Retry-After",
      () => problem(503, "x", { headers: { "Retry-After": "9" } }),
      503,
    ],
    ["answers no order", () => Response.json({ ok: true }), 502],
  ] as const
) {
  Deno.test(`a confirm that ${what} is a ${status}: the payment is kept, pay again`, async () => {
    let down = true;
    const app = gateway(
      where("/confirm", () => down ? answer() : Response.json(ORDER)),
      ENV,
    );
    const failed = await call(app, "POST", "/reserve/r1/pay");
    assert.equal(failed.status, status);
    assert.equal(
      failed.headers.get("retry-after"),
      status === 503 ? "9" : null,
    );
    assert.match((await failed.json()).detail, /payment is kept.*pay again/);
    assert.deepEqual(unfencedAs(app.asked), [
      { attempt: 1, charged: "unknown" },
    ]);
    down = false;
    const again = await call(app, "POST", "/reserve/r1/pay");
    assert.deepEqual(await again.json(), ORDER);
  });
}

Deno.test("a fence that cannot be given back costs a failed pay a second at most", async () => {
  const app = gateway((asked) => {
    if (asked.path.endsWith("/unfence")) return hangs();
    return asked.service === "payments" ? problem(500, "x") : undefined;
  }, { RETRY_MAX: "1" });
  const failed = await call(app, "POST", "/reserve/r1/pay");
  assert.equal(failed.status, 500);
  const waited = app.clock.now();
  assert.ok(waited >= 1000 && waited <= 1010, `${waited} ms`);
});

Deno.test("a reservation that stays busy is a 503 with Retry-After", async () => {
  const busy = () => Response.json({ state: "busy" });
  const app = gateway(where("/fence", busy), ENV);
  const answer = await call(app, "POST", "/reserve/r1/pay");
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get("retry-after"), "1");
  assert.ok(app.asked.length >= 3 && app.asked.length <= 4);
});

Deno.test("events going away and coming back needs no restart", async () => {
  let down = true;
  const app = gateway((asked) =>
    down && asked.service === "events" ? unreachable() : undefined
  );
  assert.equal((await app.call("GET", "/events")).status, 502);
  down = false;
  assert.equal((await app.call("GET", "/events")).status, 200);
});
