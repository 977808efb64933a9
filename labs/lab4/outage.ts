/**
 * One part away for as long as a liveness probe takes to act: who leaves its
 * Service, who is restarted, what customers are answered.
 * @module
 */

import type {
  Outcome,
  StepOutcome,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { type CheckContext, startCustomers } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { running, SERVICES } from "./declared.ts";
import type { Effect } from "./prediction.ts";
import { actsAfterSeconds } from "./probe_check.ts";
import { calm } from "./sale_checks.ts";
import { type Pods, podsOfAll, restartsOf, settled } from "./settle.ts";

/** Journeys a second while the part is away. */
const RPS = 5;

/** Beyond the time that probes need: one asks late, a container takes its time to end (s). */
const SPARE_S = 10;

/** A probe that takes longer to act cannot be watched (s). */
const MAX_S = 90;

/** How a part is taken away, and brought back. */
export interface Taking {
  take(): Promise<void>;
  giveBack(): Promise<void>;
}

/** The observations. */
export interface Outage {
  readonly effect: Effect;
  readonly during: Outcome;
  /** Customers once the part was back. */
  readonly after: Outcome;
  /** How long it was away (s). */
  readonly seconds: number;
}

/**
 * Takes the part away, watches, brings it back whatever happens.
 * @throws {CouldNotRun} when the shop is not well before, or not again after
 */
export async function outage(
  context: CheckContext,
  { take, giveBack }: Taking,
): Promise<Outage> {
  const { clock, note } = context;
  const before = await settled(context);
  const seconds = await watchSeconds(context);
  note(`away for ${seconds} s, as long as a liveness probe takes to act ...`);
  const seen: Pods[] = [];
  let during: Outcome;
  try {
    await take();
    const load = await startCustomers(context, RPS, seconds);
    const end = clock.monotonic() + seconds * 1000;
    while (clock.monotonic() < end) {
      await clock.sleep(1000);
      seen.push(await podsOfAll(context));
    }
    during = await load.ended();
  } finally {
    await giveBack();
  }
  await settled(context);
  return {
    effect: effectOf({ before, seen, during }),
    during,
    after: await calm(context),
    seconds,
  };
}

/** How long the slowest liveness probe of a service takes to act. */
async function watchSeconds(context: CheckContext): Promise<number> {
  const all = (await running(context)).filter(({ part }) =>
    SERVICES.some((one) => one === part)
  );
  const slowest = Math.max(
    ...all.map(({ livenessProbe }) => actsAfterSeconds(livenessProbe)),
  );
  if (slowest > MAX_S) {
    throw new CouldNotRun(
      `A liveness probe takes ${slowest} s to act, and is watched for at most ${MAX_S} s; ` +
        "make periodSeconds x failureThreshold smaller",
    );
  }
  return slowest + SPARE_S;
}

/** The observations that show an effect. */
export interface Seen {
  readonly before: Pods;
  /** Once a second; the last ones tell where it came to rest. */
  readonly seen: readonly Pods[];
  readonly during: Outcome;
}

/** Concludes who was ready in the end, what worked, what was restarted. */
export function effectOf({ before, seen, during }: Seen): Effect {
  const last = seen.at(-1) ?? before;
  const isReady = (pods: Pods, part: "events" | "gateway"): boolean =>
    pods[part].length > 0 && pods[part].every(({ isReady }) => isReady);
  const restarts = SERVICES.reduce((sum, part) => {
    const most = Math.max(0, ...seen.map((pods) => restartsOf(pods[part])));
    return sum + Math.max(0, most - restartsOf(before[part]));
  }, 0);
  return {
    events: isReady(last, "events"),
    gateway: seen.length === 0
      ? isReady(before, "gateway")
      : seen.every((pods) => isReady(pods, "gateway")),
    list: works(during.steps?.list),
    reserve: works(during.steps?.reserve),
    restarts,
  };
}

/** More than half were answered: at the edges of an outage some always fail. */
function works(step: StepOutcome | undefined): boolean {
  return step !== undefined && step.count > 0 &&
    step.failures / step.count < 0.5;
}
