/**
 * Rounds of `kill -9` under load: in each, one part dies at a random moment,
 * stays away for a moment, comes back, and the shop must recover without
 * a restart of any other part.
 * @module
 */

import type { Stack } from "../../stack/local/mod.ts";
import type { Customer } from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";

/** The parts to kill, in turn. */
export const VICTIMS = [
  "events",
  "payments",
  "gateway",
  "postgres",
  "redis",
] as const;

/** One of {@link VICTIMS}. */
export type Victim = (typeof VICTIMS)[number];

/** How a round went. */
export interface Round {
  readonly victim: Victim;
  /** From the return of the victim to the first sale (ms). */
  readonly recoveryMs: number;
  /** Parts whose process changed without a kill. */
  readonly restarted: readonly string[];
}

/** The dependencies of the rounds. */
export interface RoundsOptions {
  readonly stack: Stack;
  readonly customer: Customer;
  readonly count: number;
  /** An event with seats to the end. */
  readonly event: number;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onRound: (round: Round, number: number) => void;
}

/** Plays the rounds, one after another. */
export async function playRounds(
  { stack, customer, count, event, random, signal, onRound }: RoundsOptions,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let number = 1; number <= count && !signal.aborted; number++) {
    const victim = VICTIMS[(number - 1) % VICTIMS.length] ?? "events";
    const before = pids();
    await pass(200 + random() * 400); // so that it dies in the midst of work
    await stack.kill(victim);
    await pass(random() * 600);
    await stack.start(victim);
    const recoveryMs = await until(
      `the shop sells again after the death of ${victim}`,
      async () => {
        const reserve = await customer.reserve(event);
        const id = reserve.body.reservation_id;
        return typeof id === "string" &&
          (await customer.pay(id)).status === 200;
      },
    );
    const after = pids();
    const restarted = [...before].filter(([name, pid]) =>
      name !== victim && after.get(name) !== pid
    ).map(([name]) => name);
    const round = { victim, recoveryMs, restarted };
    rounds.push(round);
    onRound(round, number);
  }
  return rounds;

  function pids(): ReadonlyMap<string, number | undefined> {
    return new Map(stack.names.map((name) => [name, stack.pid(name)]));
  }
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
