/**
 * Plays one journey, and tells a recorder how each step went.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import type { HttpClient } from "../client/http_client.ts";
import type { Random } from "../result/random.ts";
import type { Result } from "../result/result.ts";
import {
  type Heard,
  type Journey,
  pathOf,
  type Request,
  type Step,
  type VirtualUser,
} from "./scenario.ts";

/** Takes what happened. */
export interface Recorder {
  /** A step has ended. `ms`: see {@link play}. `status` 0: none came. */
  step(name: string, result: Result, status: number, ms: number): void;
  /** A journey has ended, with the result of its last step. */
  journey(name: string, result: Result, ms: number): void;
  /** An order was completed. */
  order(): void;
}

/** The dependencies of playing. */
export interface Setting {
  /** Base URL of the gateway. */
  readonly url: string;
  readonly events: readonly number[];
  readonly client: HttpClient;
  readonly clock: Clock;
  readonly recorder: Recorder;
}

/**
 * Plays `journey` to its end. Its first step, and the whole journey, are timed
 * from `dueMs`, when the user should have arrived: a start that was late
 * because the shop was slow is the shop's. Later steps count from their start.
 * Rejects only when the journey itself has a bug.
 */
export async function play(
  journey: Journey,
  { url, events, client, clock, recorder }: Setting,
  { dueMs, random }: { readonly dueMs: number; readonly random: Random },
): Promise<void> {
  let last: Result = "ok";
  let began = dueMs;
  const user: VirtualUser = {
    random,
    event: () => events[Math.floor(random() * events.length)] ?? 0,
    async pause(ms) {
      await clock.sleep(ms);
      began = clock.monotonic();
    },
    async ask<T>(step: Step<T>, request?: Request): Promise<Heard<T>> {
      const { status, text, result: outcome } = await client.send({
        method: step.method,
        url: url + pathOf(step, request),
        body: request?.body,
        wantsText: step.answer !== undefined,
      });
      const ended = clock.monotonic();
      const said = outcome === "ok" ? step.answer?.safeParse(json(text)) : null;
      // A response that breaks the contract is no answer, whatever its status
      // says.
      const result = said?.success === false ? "broken" : outcome;
      recorder.step(step.name, result, status, ended - began);
      began = ended;
      last = result;
      if (result !== "ok") return { result };
      if (step.isOrder) recorder.order();
      return { result, said: said?.data as T }; // validated, or not looked into
    },
  };
  await journey.play(user);
  recorder.journey(journey.name, last, clock.monotonic() - dueMs);
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined; // which fits no schema
  }
}
