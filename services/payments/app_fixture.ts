/**
 * Payments on a clock that stands still, for tests.
 * @module
 */

import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "../shared/clock_fake.ts";
import type { ServiceApp } from "../shared/service_app.ts";
import { createPaymentsApp } from "./app.ts";
import { faultsOfEnvironment } from "./config.ts";

/** The `FAULTS_TOKEN` of the fixture. */
export const TOKEN = "t";

/** A payments app and the calls that tests make. */
export interface Payments extends ServiceApp {
  readonly clock: FakeClock;
  /** `POST /charge`; without a body unless there is one. */
  readonly charge: (
    options?: { readonly key?: string; readonly body?: unknown },
  ) => Promise<Response>;
  /** `PUT /faults`, which must succeed. */
  readonly setFaults: (...faults: readonly unknown[]) => Promise<void>;
}

/** Builds the app as the two fault variables ask. */
export function payments(
  { failureRate = 0, latencyMs = 0, random = Math.random }: {
    readonly failureRate?: number;
    readonly latencyMs?: number;
    readonly random?: () => number;
  } = {},
): Payments {
  const clock = fakeClock();
  const app = createPaymentsApp({
    version: "1.2.3",
    clock,
    random,
    environment: faultsOfEnvironment({ failureRate, latencyMs }),
    faultsToken: TOKEN,
  });
  return {
    ...app,
    clock,
    charge: async ({ key, body } = {}) =>
      await app.hono.request("/charge", {
        method: "POST",
        headers: {
          ...(key === undefined ? {} : { "Idempotency-Key": key }),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async setFaults(...faults) {
      const answer = await app.hono.request("/faults", {
        method: "PUT",
        headers: {
          "Authorization": `Bearer ${TOKEN}`,
          "Content-Type": "application/json",
        },
        body: JSON.stringify({ faults }),
      });
      assert.equal(answer.status, 200, await answer.clone().text());
    },
  };
}

/** The values of `payments_charges_total` by result. */
export async function charges(
  app: ServiceApp,
): Promise<Record<string, number>> {
  const metric = app.registry.getSingleMetric("payments_charges_total");
  const { values } = await metric?.get() ?? { values: [] };
  return Object.fromEntries(
    values.map(({ labels, value }) => [labels.result, value]),
  );
}
