/**
 * A shop for tests of experiments, in this process and on a fake clock: a
 * gateway with the services' real faults, metrics and answers, and customers
 * who look at its list.
 * @module
 */

import { type FakeClock, fakeClock } from "../../services/shared/clock_fake.ts";
import {
  createFaults,
  type Faults,
} from "../../services/shared/faults/faults.ts";
import { COMMON_KINDS } from "../../services/shared/faults/kinds.ts";
import { faultsMiddleware } from "../../services/shared/faults/middleware.ts";
import { mountFaults } from "../../services/shared/faults/routes.ts";
import { createServiceApp } from "../../services/shared/service_app.ts";
import type { Target } from "./model/target.ts";

/** Wall clock at the beginning (ms). */
const START = Date.parse("2026-11-24T12:00:00Z");

/** Bearer token of `/faults`. */
export const TOKEN = "of-a-test";

/** The shop, and what a test does to it. */
export interface TestShop {
  readonly clock: FakeClock;
  readonly faults: Faults;
  readonly fetch: typeof fetch;
  readonly target: Target;
  /** Requests a second of customers. */
  rps: number;
  /** While true no service answers, as after the end of the process. */
  isDown: boolean;
  /**
   * Lets time go by until the work is done.
   * @throws {Error} when it is not after `maxS` seconds
   */
  until<T>(work: Promise<T>, maxS?: number): Promise<T>;
}

/** How finely time goes by (ms). */
const STEP_MS = 200;

/** A shop with customers. */
export function testShop(
  { rps = 20 }: { readonly rps?: number } = {},
): TestShop {
  const clock = fakeClock(START);
  const faults = createFaults({
    service: "gateway",
    clock,
    random: () => 0.5,
    kinds: [...COMMON_KINDS],
  });
  const app = createServiceApp({ service: "gateway", version: "1", clock });
  mountFaults(app, faults, TOKEN);
  app.hono.use(faultsMiddleware(faults));
  app.hono.get("/events", (c) => c.json([]));

  const shop: TestShop = {
    clock,
    faults,
    rps,
    isDown: false,
    async fetch(input, init) {
      if (shop.isDown) throw new TypeError("Connection refused");
      return await app.hono.request(new Request(input, init));
    },
    target: {
      kind: "compose",
      label: "a shop of a test",
      urls: { gateway: "http://gateway" },
      faultsToken: TOKEN,
      databaseUrl: undefined,
      address: { kind: "compose", flags: [] },
      async metrics(instance) {
        const answer = await shop.fetch("http://gateway/metrics");
        return [{ instance, text: await answer.text() }];
      },
    },
    async until(work, maxS = 300) {
      let isOver = false;
      const over = (): void => void (isOver = true);
      work.then(over, over);
      let due = 0;
      for (let ms = 0; !isOver && ms < maxS * 1000; ms += STEP_MS) {
        for (due += shop.rps * STEP_MS / 1000; due >= 1; due--) {
          void shop.fetch("http://gateway/events")
            .then((answer) => answer.body?.cancel(), () => {});
        }
        await clock.advance(STEP_MS);
      }
      if (isOver) return await work;
      throw new Error(`It is not over after ${maxS} s`);
    },
  };
  return shop;
}
