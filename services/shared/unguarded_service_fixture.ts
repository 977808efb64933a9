/**
 * A service on a Deno that gives no control over connections, as a later one
 * may be.
 * @module
 */

import { systemClock } from "./clock.ts";
import { commonEnv } from "./common_env.ts";
import { runService } from "./run_service.ts";
import { createServiceApp } from "./service_app.ts";

if (import.meta.main) {
  const internals = Reflect.get(Deno, Reflect.get(Deno, "internal"));
  Reflect.defineProperty(internals, "serveHttpOnConnection", {
    value: undefined,
    writable: true, // Deno sets it when it serves first
  });
  await runService({
    name: "unguarded",
    summary: "answers its probes",
    env: commonEnv(0),
    start: ({ appVersion }) => ({
      app: createServiceApp({
        service: "unguarded",
        version: appVersion,
        clock: systemClock,
      }),
      close: () => Promise.resolve(),
    }),
  });
}
