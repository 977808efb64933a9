/**
 * Bundles for tests: honest ones, and what people make up.
 * @module
 */

import { type Bundle, type CheckBody, seal } from "./bundle.ts";
import type { Fact } from "./chain.ts";
import { keyOf, newKey } from "../../lib/seal/signing.ts";

/** When the checks of the fixture ended (ms since the epoch). */
export const T0 = Date.UTC(2026, 9, 5, 12, 0, 0);

/** A check as the fixture's student has run it. */
export interface FixtureCheck extends Partial<CheckBody> {
  /** RFC 3339; a minute after the one before it by default. */
  readonly at?: string;
}

/** An honest machine: the seed varies its figures. */
export function honestChecks(seed: number): readonly FixtureCheck[] {
  const requests = 150 + seed * 7;
  const failures = seed % 5 + 3;
  const p50 = 4 + seed / 10;
  return [
    {
      id: "1.2",
      seconds: 0.4 + seed / 100,
      measured: "6 events, pay 200 confirmed",
      samples: {
        order_id: crypto.randomUUID(),
        payment_ref: `PAY-${crypto.randomUUID().slice(0, 8)}`,
        status: 200,
      },
    },
    {
      id: "1.5",
      seconds: 0.01,
      measured: `30 s, ${requests} requests, ${failures} failed, 14 orders`,
      samples: {
        seconds: 30,
        requests,
        failures,
        orders: 14,
        latency: { p50, p95: p50 * 3, p99: p50 * 5 },
        count: requests,
        results: { "200": requests - failures, "502": failures },
      },
    },
    {
      id: "4.7",
      seconds: 41.5,
      measured: "Ready after 3.1 s, 0 of 820 requests failed",
      samples: {
        pods: ["gateway-7d9f8b6c5d-x2k8p", "events-5c7b9d4f6-qwzrt"],
        series: { gateway_requests_total: [10, 12 + seed, 900 + seed] },
        at: new Date(T0 + 2 * 60_000).toISOString(),
        availability: 0.998,
      },
    },
  ];
}

/** A bundle by a new machine; what is not given is as an honest one has it. */
export async function bundleOf(
  checks: readonly FixtureCheck[],
  { sealed = T0 + 10 * 60_000 }: { readonly sealed?: number } = {},
): Promise<Bundle> {
  const facts = checks.map(({ at, ...body }, i): Fact => ({
    at: at ?? new Date(T0 + (i + 1) * 60_000).toISOString(),
    kind: "check",
    body: {
      id: `1.${i}`,
      task: 1,
      title: "a step",
      verdict: "pass",
      measured: "it",
      bound: "so",
      seconds: 1,
      attempts: 1,
      samples: {},
      ...body,
    },
  }));
  const about = {
    lab: 1,
    title: "Deploy, break, understand",
    checker: "0".repeat(64),
    revision: "",
    sealed: new Date(sealed).toISOString(),
  };
  return await seal(about, facts, await keyOf(await newKey()));
}
