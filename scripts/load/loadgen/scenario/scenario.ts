/**
 * The behaviour of virtual users: a scenario is a few journeys with weights, a
 * journey is a few steps in order. A scenario is a value in a file of its own,
 * so that a new one needs no change here.
 * @module
 */

import type { z } from "zod";
import type { Result } from "../result/result.ts";

/** One kind of request. */
export interface Step<T = unknown> {
  /** Short and unique in its scenario: the name in tables and expectations. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `{name}` for what a {@link Request} fills in. */
  readonly route: string;
  /** The content of a good answer; without it the answer is not looked into. */
  readonly answer?: z.ZodType<T>;
  /** True when a good answer is a completed order. */
  readonly isOrder?: boolean;
}

/** The values that differ from one request of a step to the next. */
export interface Request {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

/** How a step ended; what it said only when it ended well. */
export type Heard<T> =
  | { readonly result: "ok"; readonly said: T }
  | { readonly result: Exclude<Result, "ok"> };

/** A person on a journey. Has its own chance, drawn from the run's seed. */
export interface VirtualUser {
  /** Sends one request and waits for its end; never rejects. */
  ask<T>(step: Step<T>, request?: Request): Promise<Heard<T>>;
  /** Draws from [0, 1). */
  random(): number;
  /** One of the events that are on this scenario's list. */
  event(): number;
  /** Waits as long as a person who reads (ms). */
  pause(ms: number): Promise<void>;
}

/** Some steps in order. */
export interface Journey {
  /** Unique in its scenario, among the steps too. */
  readonly name: string;
  /** A whole number: how often, beside the other journeys'. */
  readonly weight: number;
  /** All steps it may take. */
  readonly steps: readonly Step[];
  /** Plays it; ends early when a step did not end well. */
  play(user: VirtualUser): Promise<void>;
}

/** Some journeys. */
export interface Scenario {
  readonly name: string;
  /** One phrase for people. */
  readonly summary: string;
  readonly journeys: readonly Journey[];
  /**
   * The events that are visited, unless `--event` names one; `"biggest"` is
   * the one with most tickets.
   */
  readonly events: readonly number[] | "biggest";
}

/** The steps of a scenario, each once, in the order of its journeys. */
export function stepsOf({ journeys }: Scenario): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const { steps: own } of journeys) {
    for (const step of own) steps.set(step.name, step);
  }
  return [...steps.values()];
}

/** A route with its parameters filled in. */
export function pathOf(
  { route }: Step,
  { params = {} }: Request = {},
): string {
  return route.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}
