/**
 * Lab 1's shop sells.
 * @module
 */

import { LOAD_EVENT_ID } from "../../scripts/adapters/shop/mod.ts";
import { type Check, fail, pass } from "../../scripts/checks/mod.ts";

/** Step 1.2. */
export const sells: Check = {
  id: "1.2",
  task: 1,
  title: "the shop lists six events and sells a ticket",
  hints: [
    "Which of the five parts is not healthy? Where would you look first?",
    "A part that does not start says why in its log: docker compose logs SERVICE, or the " +
    "terminal of deno task dev. Lecture 2, slide 18, has the first five commands.",
    "Say redis is not healthy and its log says that its port is in use: another program " +
    "holds the port, so you end that program or choose another port. To start afresh: " +
    "docker compose down -v, then docker compose up -d --wait.",
  ],
  measures: "a list, a reservation and a payment of a customer",
  tool: "HTTP calls to the shop",
  catches: ["a part that does not run", "an empty database"],
  async run(context) {
    const { customer, kind } = await context.shop();
    const bound = "at least 6 events; pay answers 200 with a confirmed order";
    const list = await customer.list();
    const events = Array.isArray(list.body) ? list.body.length : 0;
    const paid = await customer.pay(await customer.reserved(LOAD_EVENT_ID));
    const { status } = paid.body;
    const measured = `${events} events, pay ${paid.status} ${status ?? ""}`;
    return events >= 6 && paid.status === 200 && status === "confirmed"
      ? pass(`${measured} (${kind})`, bound, paid.body)
      : fail(
        measured,
        bound,
        events < 6
          ? "the rows in the database: deno task seed writes them"
          : "the gateway's log: docker compose logs gateway, or the terminal of deno task dev",
      );
  },
};
