/**
 * Events over memory, on a clock that stands still, for tests.
 * @module
 */

import assert from "node:assert/strict";
import type { ServiceApp } from "../shared/service_app.ts";
import { createEventsApp } from "./app.ts";
import { eventsFaults } from "./faults.ts";
import { type TestShop, testShop } from "./shop_fixture.ts";

/** An app and the calls that tests make. */
export interface Events extends ServiceApp {
  /** The stores behind it, and its clock. */
  readonly shop: TestShop;
  readonly get: (path: string) => Promise<Response>;
  /** `POST` of JSON. */
  readonly post: (path: string, body: unknown) => Promise<Response>;
  /** The id of a reservation of event 1 that must be granted. */
  readonly reserve: (quantity?: number) => Promise<string>;
  /** `PUT /faults`, which must succeed. */
  readonly setFaults: (...faults: readonly unknown[]) => Promise<void>;
}

/** Builds the app; reservations are called r1, r2, ... */
export function events(): Events {
  const shop = testShop();
  const { clock, holds, orders } = shop;
  let ids = 0;
  const app = createEventsApp({
    version: "1.2.3",
    newId: () => `r${++ids}`,
    faults: eventsFaults({ clock, random: Math.random }),
    faultsToken: "t",
    ttlMs: 300_000,
    holds,
    orders,
    gate: { inside: 3, waiting: 2, timeouts: 1 },
    poolMax: 10,
  });

  async function send(
    method: string,
    path: string,
    body: unknown,
  ): Promise<Response> {
    return await app.hono.request(path, {
      method,
      headers: {
        "Content-Type": "application/json",
        "Authorization": "Bearer t",
      },
      body: JSON.stringify(body),
    });
  }

  return {
    ...app,
    shop,
    get: async (path) => await app.hono.request(path),
    post: (path, body) => send("POST", path, body),
    async reserve(quantity = 1) {
      const answer = await send("POST", "/events/1/reserve", { quantity });
      assert.equal(answer.status, 200);
      return (await answer.json()).reservation_id;
    },
    async setFaults(...faults) {
      const answer = await send("PUT", "/faults", { faults });
      assert.equal(answer.status, 200, await answer.clone().text());
    },
  };
}
