/**
 * Runs for tests, from a few numbers: recorded, added up and summarized by the
 * real parts, without a shop.
 * @module
 */

import { sliceRecorder } from "../engine/slice_recorder.ts";
import type { Result } from "./result.ts";
import type { Slice } from "./slice.ts";
import { type Ran, summarize, type Unevaluated } from "./summarize.ts";
import { openBook } from "./totals.ts";

/** How often a step ended how, and how long each took (ms). */
export interface Requests {
  readonly step: string;
  readonly result?: Result;
  readonly count: number;
  readonly ms?: number;
}

/** The counts of a stretch. */
export interface Happened {
  readonly requests?: readonly Requests[];
  readonly orders?: number;
  readonly started?: number;
  readonly dropped?: number;
}

const STATUS: Readonly<Record<Result, number>> = {
  ok: 200,
  sold_out: 409,
  client_error: 404,
  server_error: 500,
  refused: 0,
  timeout: 0,
  broken: 0,
};

/** The steps and the one journey, which buys, of these runs. */
export const RAN: Ran = {
  run: {
    scenario: "mixed",
    url: "http://shop",
    events: [6],
    seed: 1,
    load: { kind: "open", stages: [], arrivals: "even", maxInFlight: 1 },
    timeoutMs: 1000,
    workers: 1,
    shares: { of: 1, parts: [0] },
    started: "2026-01-01T00:00:00.000Z",
    plannedSeconds: 10,
    seconds: 10,
    ended: "planned",
    deno: "2",
  },
  steps: [
    { name: "list", method: "GET", route: "/events" },
    { name: "pay", method: "POST", route: "/reserve/{id}/pay" },
  ],
  journeys: [{ name: "purchase", weight: 1, buys: true }],
};

/** A stretch that ends then (ms from the start). */
export function sliceOf(
  atMs: number,
  { requests = [], orders = 0, started = 0, dropped = 0 }: Happened,
): Slice {
  const recorder = sliceRecorder();
  for (const { step, result = "ok", count, ms = 10 } of requests) {
    const isJourney = RAN.journeys.some(({ name }) => name === step);
    for (let i = 0; i < count; i++) {
      if (isJourney) recorder.journey(step, result, ms);
      else recorder.step(step, result, STATUS[result], ms);
    }
  }
  for (let i = 0; i < orders; i++) recorder.order();
  for (let i = 0; i < started; i++) recorder.started(0);
  for (let i = 0; i < dropped; i++) recorder.dropped();
  return recorder.cut(atMs);
}

/** A run of ten seconds in which all that happened in the first. */
export function runOf(
  happened: Happened,
  change: Partial<Ran["run"]> = {},
): Unevaluated {
  const tally = openBook(1000);
  tally.add(sliceOf(1000, happened));
  return summarize(tally, { ...RAN, run: { ...RAN.run, ...change } });
}
