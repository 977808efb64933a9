/**
 * The answers of the gateway, as OpenAPI, for tools outside `services/`.
 * @module
 */

import { systemClock } from "../../shared/clock.ts";
import { parseEnv } from "../../shared/env.ts";
import { createGateway } from "../app.ts";
import { GATEWAY_ENV } from "../config.ts";

/** The document that `/openapi.json` has; nothing is connected to. */
export function gatewayApi(): unknown {
  const config = parseEnv("gateway", GATEWAY_ENV, () => undefined);
  const { app } = createGateway(config, {
    clock: systemClock,
    random: Math.random,
    newId: () => crypto.randomUUID(),
    fetch,
  });
  return app.hono.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "QuickTicket gateway", version: config.appVersion },
  });
}
