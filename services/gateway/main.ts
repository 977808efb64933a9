/**
 * The gateway's process.
 * @module
 */

import { systemClock } from "../shared/clock.ts";
import { runService } from "../shared/run_service.ts";
import { GATEWAY_ENV } from "./config.ts";
import { createGateway } from "./app.ts";

if (import.meta.main) {
  await runService({
    name: "gateway",
    summary: "the public door: list, reserve, pay",
    env: GATEWAY_ENV,
    start(config) {
      const gateway = createGateway(config, {
        clock: systemClock,
        random: Math.random,
        newId: () => crypto.randomUUID(),
        fetch,
      });
      gateway.startSettling();
      return gateway;
    },
  });
}
