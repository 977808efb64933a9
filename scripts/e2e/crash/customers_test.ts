import assert from "node:assert/strict";
import { type Answer, Customer } from "../../adapters/shop/mod.ts";
import { startCustomers } from "./customers.ts";

/** The answers of a shop, in turn; then the customers are sent home. */
class Scripted extends Customer {
  readonly asked: string[] = [];
  readonly #answers: (number | "broken")[];
  readonly #closing: AbortController;

  constructor(
    answers: readonly (number | "broken")[],
    closing: AbortController,
  ) {
    super("http://shop");
    this.#answers = [...answers];
    this.#closing = closing;
  }

  override reserve(eventId: number, quantity = 1): Promise<Answer> {
    return this.#next(`reserve ${quantity} of ${eventId}`);
  }

  override pay(reservationId: string): Promise<Answer> {
    return this.#next(`pay ${reservationId}`);
  }

  #next(asked: string): Promise<Answer> {
    this.asked.push(asked);
    const status = this.#answers.shift();
    if (this.#answers.length === 0) this.#closing.abort();
    if (status === undefined || status === "broken") {
      return Promise.reject(new TypeError("connection reset"));
    }
    return Promise.resolve({
      status,
      body: { reservation_id: `r${this.asked.length}` },
      headers: new Headers(),
      ms: 1,
    });
  }
}

/** One customer of event 3, who draws `draw` each time. */
async function shop(answers: readonly (number | "broken")[], draw = 0.5) {
  const closing = new AbortController();
  const customer = new Scripted(answers, closing);
  const { told, ended } = startCustomers({
    customer,
    count: 1,
    events: [3],
    random: () => draw,
    signal: closing.signal,
  });
  await ended;
  return {
    asked: customer.asked,
    orders: [...told.orders],
    refused: told.refused,
    statuses: Object.fromEntries(told.statuses),
  };
}

for (
  const [what, answers, orders, refused] of [
    ["paid at once", [200, 200], ["r1"], 0],
    ["paid after an error", [200, 502, 200], ["r1"], 0],
    ["paid after the connection broke", [200, "broken", 200], ["r1"], 0],
    ["expired", [200, 404], [], 1],
    ["refused for good", [200, 409], [], 1],
    ["refused after an error", [200, 503, 404], [], 1],
    ["never granted", [409], [], 0],
    ["never even answered", ["broken"], [], 0],
  ] as const
) {
  Deno.test(`a reservation that was ${what} is ${orders.length} orders and ${refused} refusals`, async () => {
    const told = await shop(answers);
    assert.deepEqual(told.orders, orders);
    assert.equal(told.refused, refused);
    assert.equal(told.asked.length, answers.length, told.asked.join());
  });
}

Deno.test("a customer insists on one reservation, also when the shop closes meanwhile", async () => {
  const { asked } = await shop([200, 500, "broken", 200]);
  assert.deepEqual(asked, ["reserve 2 of 3", "pay r1", "pay r1", "pay r1"]);
});

Deno.test("one customer in five walks away, and pays nothing", async () => {
  const { asked, orders } = await shop([200, 200], 0.8);
  assert.deepEqual(asked, ["reserve 3 of 3", "reserve 3 of 3"]);
  assert.deepEqual(orders, []);
});

Deno.test("every answer is counted by its status, and none as 0", async () => {
  const { statuses } = await shop([503, 200, 502, "broken", 200]);
  assert.deepEqual(statuses, { 0: 1, 200: 2, 502: 1, 503: 1 });
});
