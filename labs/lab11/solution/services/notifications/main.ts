/**
 * The notifications process.
 * @module
 */

import { systemClock } from "../shared/clock.ts";
import { runService } from "../shared/run_service.ts";
import { createNotificationsApp } from "./app.ts";
import { NOTIFICATIONS_ENV } from "./config.ts";

if (import.meta.main) {
  await runService({
    name: "notifications",
    summary: "tells people about their orders",
    env: NOTIFICATIONS_ENV,
    start: ({ appVersion, failureRate, latencyMs, faultsToken }) => ({
      app: createNotificationsApp({
        version: appVersion,
        clock: systemClock,
        random: Math.random,
        failureRate,
        latencyMs,
        faultsToken,
      }),
      close: () => Promise.resolve(),
    }),
  });
}
