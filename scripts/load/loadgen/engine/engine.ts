/**
 * Plays a share of a run, and tells of it in slices.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { runClosed, userStarts } from "./closed_model.ts";
import { dealer, drawsOf } from "../result/random.ts";
import type { HttpClient } from "../client/http_client.ts";
import { type Arrival, type Nap, runOpen, until } from "./open_model.ts";
import { type ClosedLoad, type OpenLoad, type Plan, planMs } from "./plan.ts";
import type { Share } from "./plan.ts";
import { play } from "../scenario/play.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Slice } from "../result/slice.ts";
import { sliceRecorder } from "./slice_recorder.ts";
import { arrivalTimes } from "./stages.ts";

/** How often a slice is reported (ms). */
const SLICE_MS = 1000;

/** Streams of draws that are no user's. */
const GAPS = -1_000_000_007;
const THINKING = -1_000_000_009;

/** The dependencies of a share of a run. */
export interface Engine {
  readonly plan: Plan;
  readonly share: Share;
  readonly scenario: Scenario;
  readonly client: HttpClient;
  readonly clock: Clock;
  /** See {@link OpenModel.nap}. */
  readonly nap?: Nap | undefined;
  /** Aborted: no more arrivals; what is under way is waited for. */
  readonly signal: AbortSignal;
  /** Called each second, and at the end. */
  readonly onSlice: (slice: Slice) => void;
}

/** Runs until the last visit is over; rejects when a journey has a bug. */
export async function runEngine(engine: Engine): Promise<void> {
  const { plan, share, scenario, client, clock } = engine;
  const recorder = sliceRecorder();
  const { journeys } = scenario;
  const deal = dealer(journeys.map(({ weight }) => weight), plan.seed);
  const setting = { ...plan, client, clock, recorder };
  const start = clock.monotonic();
  const over = new AbortController();
  let nextCutMs = SLICE_MS;
  const slicing = cutEverySecond();
  try {
    if (plan.load.kind === "open") await open(plan.load);
    else await closed(plan.load);
  } finally {
    over.abort();
    await slicing;
    client.close();
  }
  const endMs = clock.monotonic() - start;
  // The run may end in the very moment of a cut. Without that cut, a second of
  // visits would count in the interval after it.
  while (nextCutMs <= endMs) cut();
  engine.onSlice(recorder.cut(endMs));

  async function visit(index: number, dueMs: number): Promise<void> {
    const journey = journeys[deal(index)];
    if (journey === undefined) return; // a scenario has at least one
    recorder.started(clock.monotonic() - dueMs);
    await play(journey, setting, { dueMs, random: drawsOf(plan.seed, index) });
  }

  async function open(load: OpenLoad): Promise<void> {
    const draw = drawsOf(plan.seed, GAPS);
    const gap = load.arrivals === "even" ? one : () => -Math.log(1 - draw());
    await runOpen({
      times: shareOf(arrivalTimes(load.stages, gap), share),
      durationMs: planMs(plan),
      maxInFlight: Math.ceil(load.maxInFlight / share.count),
      clock,
      nap: engine.nap,
      visit: ({ index, dueMs }: Arrival) =>
        visit(index * share.count + share.index, dueMs),
      onDropped: recorder.dropped,
      signal: engine.signal,
    });
  }

  async function closed(load: ClosedLoad): Promise<void> {
    const [shortest, longest] = load.thinkMs;
    const number = (user: number, round: number): number =>
      user * share.count + share.index + round * load.users;
    await runClosed({
      starts: [...shareOf(userStarts(load.users, load.ramp), share)],
      durationMs: load.durationMs,
      clock,
      visit: ({ user, round }) => visit(number(user, round), clock.monotonic()),
      thinkMs({ user, round }) {
        const draw = drawsOf(plan.seed ^ THINKING, number(user, round))();
        return shortest + draw * (longest - shortest);
      },
      signal: engine.signal,
    });
  }

  async function cutEverySecond(): Promise<void> {
    const { signal } = over;
    while (await until(start + nextCutMs, { clock, signal })) cut();
  }

  function cut(): void {
    engine.onSlice(recorder.cut(nextCutMs));
    nextCutMs += SLICE_MS;
  }
}

function one(): number {
  return 1;
}

/** Every `count`th, from the `index`th on. */
function* shareOf<T>(
  all: Iterable<T>,
  { index, count }: Share,
): Generator<T> {
  let position = 0;
  for (const item of all) if (position++ % count === index) yield item;
}
