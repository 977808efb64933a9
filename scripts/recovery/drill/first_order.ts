/**
 * The end of an outage: the shop runs on the restored database, and a customer
 * has bought a ticket.
 * @module
 */

import { startStack } from "../../stack/local/mod.ts";
import { Customer } from "../../adapters/shop/mod.ts";

/** How it went. */
export interface FirstOrder {
  readonly event: number;
  /** Why no visitor could buy; undefined: a visitor did. */
  readonly problem: string | undefined;
}

/** Starts a shop on the database, buys one ticket, ends the shop. */
export async function firstOrderOn(databaseUrl: string): Promise<FirstOrder> {
  const stack = await startStack({ databaseUrl }).catch((error: unknown) =>
    String(error)
  );
  if (typeof stack === "string") return { event: 0, problem: stack };
  try {
    return await buyOne(new Customer(stack.urls.gateway ?? ""));
  } catch (error) {
    return { event: 0, problem: String(error) };
  } finally {
    await stack.close();
  }
}

async function buyOne(customer: Customer): Promise<FirstOrder> {
  const { body } = await customer.list();
  const events: readonly unknown[] = Array.isArray(body) ? body : [];
  const event = events.find(hasRoom)?.id ?? 0;
  if (event === 0) return { event, problem: "no event has a seat left" };
  const id = await customer.reserved(event);
  const { status, body: answer } = await customer.pay(id);
  return {
    event,
    problem: status === 200
      ? undefined
      : `pay answered ${status}: ${answer.detail}`,
  };
}

function hasRoom(
  event: unknown,
): event is { readonly id: number; readonly available: number } {
  return typeof event === "object" && event !== null && "id" in event &&
    "available" in event && typeof event.id === "number" &&
    typeof event.available === "number" && event.available > 0;
}
