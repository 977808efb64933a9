/**
 * How soon a fault is off, measured from outside the run by a
 * customer who asks for the list twenty times a second.
 * @module
 */

import { fileURLToPath } from "node:url";
import { until } from "../../lib/wait/mod.ts";
import type { Shop } from "./shop.ts";

/** Faults that break the list. */
const BLOWS = [
  { service: "gateway", kind: "error" },
  { service: "events", kind: "error" },
  { service: "events", kind: "lost_database" },
  { service: "gateway", kind: "drop_connection" },
  { service: "events", kind: "drop_connection" },
] as const;

/** One abort. Times in seconds. */
export interface AbortFigures {
  readonly service: string;
  readonly kind: string;
  /** From the first bad answer a customer got to the last; 0: got none. */
  readonly felt: number;
  /** From the check that found it to the end of the fault, by the journal. */
  readonly off: number;
  /** The broken rules, in words. */
  readonly wrong: string | undefined;
}

/** The experiment that is played. */
const ABORT_FILE: string = fileURLToPath(
  new URL("abort.yaml", import.meta.url),
);

/** Pause between two looks of the customer (ms). */
const LOOK_MS = 50;

/** Plays one abort. */
export async function playAbort(
  { stack, run }: Shop,
  number: number,
): Promise<AbortFigures> {
  const { service, kind } = BLOWS[number % BLOWS.length] ?? BLOWS[0];
  const looking = new AbortController();
  const bad: number[] = [];
  const customer = lookAround(stack.urls.gateway ?? "", bad, looking.signal);
  try {
    const { journal } = await run({
      file: ABORT_FILE,
      given: { service, kind },
      guard: true,
    });
    await until(
      "the list is whole again",
      async () => await answersList(stack.urls.gateway ?? ""),
    );
    const { verdict, reason, abort_s, recovered_at } = journal.quickticket;
    return {
      service,
      kind,
      felt: ((bad.at(-1) ?? 0) - (bad[0] ?? 0)) / 1000,
      off: abort_s ?? NaN,
      wrong: verdict !== "broken"
        ? `${verdict}: ${reason}`
        : recovered_at === null
        ? "it did not recover"
        : undefined,
    };
  } finally {
    looking.abort();
    await customer;
  }
}

async function lookAround(
  url: string,
  bad: number[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    if (!await answersList(url)) bad.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function answersList(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/events`, {
      signal: AbortSignal.timeout(2000),
    });
    await answer.text();
    return answer.ok;
  } catch {
    return false; // no answer is a bad answer
  }
}
