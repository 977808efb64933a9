/**
 * The payments process.
 * @module
 */

import { systemClock } from "../shared/clock.ts";
import { runService } from "../shared/run_service.ts";
import { createPaymentsApp } from "./app.ts";
import { faultsOfEnvironment, PAYMENTS_ENV } from "./config.ts";

if (import.meta.main) {
  await runService({
    name: "payments",
    summary: "charges amounts, once for each idempotency key",
    env: PAYMENTS_ENV,
    start: (config) => ({
      app: createPaymentsApp({
        version: config.appVersion,
        clock: systemClock,
        random: Math.random,
        environment: faultsOfEnvironment(config),
        faultsToken: config.faultsToken,
      }),
      close: () => Promise.resolve(),
    }),
  });
}
