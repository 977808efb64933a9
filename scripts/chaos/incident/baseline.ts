/**
 * Watches the shop: its usual figures, the present symptoms, and which part
 * is missing.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { keepDoing } from "../observe.ts";
import { metricsHistory } from "../model/metrics_history.ts";
import type { Target } from "../model/target.ts";
import { poll } from "../../lib/wait/mod.ts";
import { readState, type State } from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  ALERT_METRICS,
  type Firing,
  firingNow,
  type Usual,
  valuesNow,
} from "./alerts.ts";
import {
  FACT_METRICS,
  failedBetween,
  missingParts,
  useNow,
} from "./observations.ts";
import type { Facts } from "./resolved.ts";

/** Pause between two looks (ms). */
export const LOOK_MS = 500;

/** Longest wait until the shop is seen as it usually is (ms). */
const USUAL_MS = 20_000;

/** The view of an incident from outside. */
export type Seen = Omit<
  Facts,
  "hasPaged" | "hasVisitors" | "isSwitchedOff"
>;

/** A baseline. */
export interface Baseline {
  readonly usualRps: number;
  /** @throws {CouldNotRun} when the stack has ended */
  state(): Promise<State>;
  /** Symptoms that are there now. */
  firing(): readonly Firing[];
  seen(): Promise<Seen>;
  /** Answers 5xx since a moment of the monotonic clock. */
  failedSince(at: number): number;
  /** Calls it after each look. */
  keepDoing(work: () => void): void;
  stop(): Promise<void>;
}

/**
 * Watches, and learns what is usual.
 * @throws {CouldNotRun} when the shop is not as usual: something is wrong, a
 * part is missing, or no visitor buys
 */
export async function startBaseline(
  { target, clock, stateFile }: {
    readonly target: Target;
    readonly clock: Clock;
    readonly stateFile: string;
  },
): Promise<Baseline> {
  const over = new AbortController();
  const wanted = new Set<string>([...ALERT_METRICS, ...FACT_METRICS]);
  const history = metricsHistory({
    clock,
    services: ["gateway", "events"],
    wants: (metric) => wanted.has(metric),
    read: (service) => target.metrics(service, AbortSignal.timeout(1000)),
  });
  const background = [
    keepDoing(() => history.look(), LOOK_MS, clock, over.signal),
  ];

  async function state(): Promise<State> {
    const found = await readState(stateFile);
    if (found !== undefined) return found;
    throw new CouldNotRun("The stack has ended, and the incident with it");
  }

  async function isUsual(): Promise<boolean> {
    const now = clock.monotonic();
    const { rps = 0, orders = 0 } = useNow(history, now);
    return rps > 1 && orders > 0 &&
      firingNow(history, now, new Map()).length === 0 &&
      (await missingParts(await state(), clock)).length === 0;
  }

  async function stop(): Promise<void> {
    over.abort();
    await Promise.all(background);
  }

  const limits = { clock, withinMs: USUAL_MS, everyMs: LOOK_MS };
  if (!await poll(isUsual, limits)) {
    await stop();
    throw new CouldNotRun(
      "Cannot start an incident: the shop is not as usual (visitors who buy, " +
        "every part there, no symptom); something else is wrong",
    );
  }
  const now = clock.monotonic();
  const { rps: usualRps = 0, orders: usualOrders = 0 } = useNow(history, now);
  const usual: Usual = valuesNow(history, now);

  function firing(): readonly Firing[] {
    return firingNow(history, clock.monotonic(), usual);
  }

  return {
    usualRps,
    state,
    firing,
    async seen() {
      const { rps, orders } = useNow(history, clock.monotonic());
      return {
        firing: firing(),
        missing: await missingParts(await state(), clock),
        rps,
        usualRps,
        orders,
        usualOrders,
      };
    },
    failedSince: (at) => failedBetween(history, at, clock.monotonic()),
    keepDoing(work) {
      const look = (): Promise<void> => Promise.resolve(work());
      background.push(keepDoing(look, LOOK_MS, clock, over.signal));
    },
    stop,
  };
}
