/**
 * The dependencies of probes, for tests. They are empty until a test fills
 * them.
 * @module
 */

import { fakeClock } from "../../../services/shared/clock_fake.ts";
import type { ProbeContext } from "./ask.ts";
import {
  type MetricsHistory,
  metricsHistory,
} from "../model/metrics_history.ts";
import { ownRequests } from "./own_requests.ts";

/** A context on a fake clock, with what a test changes in it. */
export function probeContext(
  changes: Partial<ProbeContext> = {},
): ProbeContext & { readonly clock: ReturnType<typeof fakeClock> } {
  const clock = fakeClock();
  return {
    fetch: () => Promise.reject(new TypeError("nothing listens there")),
    history: emptyHistory(),
    own: ownRequests("http://gateway", clock),
    prometheus: undefined,
    databaseUrl: undefined,
    speed: 1,
    ...changes,
    clock,
  };
}

/** A history in which nothing was ever seen. */
export function emptyHistory(): MetricsHistory {
  return { of: () => [], look: () => Promise.resolve() };
}

/** A gateway that answered so many requests each second, for ten seconds. */
export async function busyHistory(
  clock: ReturnType<typeof fakeClock>,
  text: (second: number) => string,
): Promise<MetricsHistory> {
  let second = 0;
  const history = metricsHistory({
    clock,
    services: ["gateway"],
    wants: () => true,
    read: () => Promise.resolve([{ instance: "a", text: text(second) }]),
  });
  for (second = 0; second <= 10; second++) {
    await history.look();
    if (second < 10) await clock.advance(1000);
  }
  return history;
}
