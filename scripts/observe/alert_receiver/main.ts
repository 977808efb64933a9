/**
 * The alert receiver process; built into an image like a service, see compose.yaml.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { commonEnv, runService } from "../../../services/mod.ts";
import { createAlertReceiver } from "./app.ts";

/** Where it listens by default: alerts are no business of the network. */
const PORT = 8086;
const HOST = "127.0.0.1";

if (import.meta.main) {
  await runService({
    name: "alert-receiver",
    summary: "takes alerts by webhook and shows them",
    env: commonEnv(PORT, HOST),
    start: ({ appVersion }) => ({
      app: createAlertReceiver({ version: appVersion, clock: systemClock }),
      close: () => Promise.resolve(),
    }),
  });
}
