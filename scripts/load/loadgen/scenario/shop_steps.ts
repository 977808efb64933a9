/**
 * The requests that people make of the shop.
 * @module
 */

import { Order, Reservation } from "../../../../services/mod.ts";
import type { Step, VirtualUser } from "./scenario.ts";

/** All events on sale. */
export const list: Step = { name: "list", method: "GET", route: "/events" };

/** One event. */
export const show: Step = {
  name: "show",
  method: "GET",
  route: "/events/{id}",
};

/** Holds tickets for some minutes. */
export const reserve: Step<Reservation> = {
  name: "reserve",
  method: "POST",
  route: "/events/{id}/reserve",
  answer: Reservation,
};

/** Pays what was reserved. */
export const pay: Step<Order> = {
  name: "pay",
  method: "POST",
  route: "/reserve/{id}/pay",
  answer: Order,
  isOrder: true,
};

/** Is the shop well? */
export const health: Step = {
  name: "health",
  method: "GET",
  route: "/health",
};

/** Reserves some tickets of an event, and pays. */
export async function buy(
  user: VirtualUser,
  event: number,
  quantity = 1,
): Promise<void> {
  const held = await user.ask(reserve, {
    params: { id: event },
    body: { quantity },
  });
  if (held.result !== "ok") return;
  const { reservation_id } = held.said;
  await user.ask(pay, { params: { id: reservation_id } });
}
