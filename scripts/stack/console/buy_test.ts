import assert from "node:assert/strict";
import { bodyOf } from "../../load/loadgen/shop_fixture.ts";
import { buyTicket } from "./buy.ts";

interface Request {
  readonly path: string;
  readonly body: unknown;
  readonly id: string | null;
}

/** Buys where each path is answered like that. */
async function buy(answer: (path: string) => Response | Error) {
  const asked: Request[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const path = new URL(String(input)).pathname;
    const id = new Headers(init?.headers).get("x-request-id");
    asked.push({ path, body: init?.body ?? null, id });
    const found = answer(path);
    return found instanceof Error
      ? Promise.reject(found)
      : Promise.resolve(found);
  };
  const options = { url: "http://shop", eventId: 6, requestId: "r1", fetch };
  return { asked, purchase: await buyTicket(options) };
}

const well = (path: string) => Response.json(bodyOf(path));

Deno.test("one seat is reserved and paid, both under one request id", async () => {
  const { asked, purchase } = await buy(well);
  assert.deepEqual(purchase, {
    isBought: true,
    text: "Bought for 1.00",
    requestId: "r1",
  });
  assert.deepEqual(asked, [
    { path: "/events/6/reserve", body: '{"quantity":1}', id: "r1" },
    {
      path: "/reserve/7c9e6679-7425-40de-944b-e07fc1f90ae7/pay",
      body: null,
      id: "r1",
    },
  ]);
});

const problem = (status: number, body: unknown) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
  });

const FAILURES: readonly (readonly [
  what: string,
  at: "reserve" | "pay",
  answer: () => Response | Error,
  text: string,
])[] = [
  [
    "sold out",
    "reserve",
    () => problem(409, { detail: "Event 6 is sold out" }),
    "Reserving failed: 409, Event 6 is sold out",
  ],
  [
    "an error without words",
    "reserve",
    () => problem(500, "<html>"),
    "Reserving failed: 500, no reason given",
  ],
  [
    "malformed words",
    "pay",
    () => problem(502, { detail: 7 }),
    "Paying failed: 502, no reason given",
  ],
  [
    "a refused connection",
    "pay",
    () => new TypeError("connection refused"),
    "Paying failed: connection refused",
  ],
];

for (const [what, at, answer, text] of FAILURES) {
  Deno.test(`${what} at ${at} is reported with the id to look for`, async () => {
    const { purchase } = await buy((path) =>
      path.endsWith(at) ? answer() : well(path)
    );
    assert.deepEqual(purchase, { isBought: false, text, requestId: "r1" });
  });
}

Deno.test("a reservation that says nothing of use is not paid for", async () => {
  const { asked, purchase } = await buy(() => Response.json({}));
  assert.equal(purchase.isBought, false);
  assert.match(purchase.text, /^Reserving failed: /);
  assert.equal(asked.length, 1);
});
