/**
 * Charging, as a payment provider does it: slowly, not always, and never twice
 * for the same idempotency key.
 *
 * The reference is a pure function of the key. So the promise does not rest on
 * this process's memory: another replica, or this one after a restart, answers
 * the same. The memory serves only to tell a duplicate from a first success.
 * @module
 */

import { createHash } from "node:crypto";
import type { Clock } from "../shared/clock.ts";

/** The result of a charge. */
export type Charge =
  | { readonly result: "success" | "duplicate"; readonly paymentRef: string }
  | { readonly result: "failed" };

/** The labels that distinguish charges in metrics and logs. */
export type ChargeResult = Charge["result"];

/** The dependencies of charging. */
export interface ChargerOptions {
  readonly clock: Pick<Clock, "sleep">;
  /** Delay of the next call in milliseconds. */
  readonly latencyMs: () => number;
  /** Whether the next call fails. Asked after its delay. */
  readonly fails: () => boolean;
  /** A new reference for a charge without a key. */
  readonly newReference: () => string;
  /** Keys that are remembered; then the oldest is forgotten. @default {20000} */
  readonly maxKeys?: number;
}

/** Charges once; without a key every call charges anew. */
export type Charger = (key: string | undefined) => Promise<Charge>;

/**
 * A quarter of an hour of a busy shop, about 2 MB of reservation ids: who asks
 * again does so within minutes. With 100,000 of them an hour of 20 charges a
 * second was still filling it, and looked like a leak.
 */
const MAX_KEYS = 20_000;

/** Makes a charger with an empty memory. */
export function createCharger(
  { clock, latencyMs, fails, newReference, maxKeys = MAX_KEYS }: ChargerOptions,
): Charger {
  const charged = new Set<string>();
  const underWay = new Map<string, Promise<Charge>>();

  return async function charge(key) {
    if (key === undefined) return await attempt(undefined);
    const first = underWay.get(key);
    if (first !== undefined) return repeated(await first);
    const mine = attempt(key).finally(() => underWay.delete(key));
    underWay.set(key, mine);
    return await mine;
  };

  async function attempt(key: string | undefined): Promise<Charge> {
    const ms = latencyMs();
    if (ms > 0) await clock.sleep(ms);
    if (key !== undefined && charged.has(key)) {
      return { result: "duplicate", paymentRef: referenceOf(key) };
    }
    if (fails()) return { result: "failed" }; // not remembered: try again
    if (key === undefined) {
      return { result: "success", paymentRef: newReference() };
    }
    remember(key);
    return { result: "success", paymentRef: referenceOf(key) };
  }

  function remember(key: string): void {
    charged.add(key);
    if (charged.size <= maxKeys) return;
    for (const oldest of charged) {
      charged.delete(oldest);
      return;
    }
  }
}

/**
 * The answer to a client that asks again while its first request is on its way.
 */
function repeated(first: Charge): Charge {
  return first.result === "failed" ? first : { ...first, result: "duplicate" };
}

/**
 * The reference of every charge with this key: `PAY-` and the first 8 digits
 * of the key's SHA-256, upper case.
 */
export function referenceOf(key: string): string {
  // Not crypto.subtle: its trip to another thread costs forty times as much.
  return formatReference(
    createHash("sha256").update(key).digest().readUInt32BE(),
  );
}

/** A reference from draws in [0, 1), for charges without a key. */
export function randomReference(random: () => number): string {
  return formatReference(Math.floor(random() * 2 ** 32));
}

function formatReference(value: number): string {
  return `PAY-${value.toString(16).toUpperCase().padStart(8, "0")}`;
}
