/**
 * The alert receiver process; built into an image like a service, see compose.yaml.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { commonEnv, runService } from "../../../services/mod.ts";
import { createAlertReceiver } from "./app.ts";

/** Where it listens by default. */
const PORT = 8086;

if (import.meta.main) {
  await runService({
    name: "alert-receiver",
    summary: "takes alerts by webhook and shows them",
    env: commonEnv(PORT),
    start: ({ appVersion }) => ({
      app: createAlertReceiver({ version: appVersion, clock: systemClock }),
      close: () => Promise.resolve(),
    }),
  });
}
