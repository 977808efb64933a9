/**
 * Which client a plan wants.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { fetchClient } from "./fetch_client.ts";
import type { HttpClient } from "./http_client.ts";
import type { Plan } from "../engine/plan.ts";
import { socketClient } from "./socket_client.ts";

/** Bare connections, except for https. */
export function clientOf(
  { url, timeoutMs }: Pick<Plan, "url" | "timeoutMs">,
  clock: Clock,
): HttpClient {
  return url.startsWith("https:")
    ? fetchClient({ fetch, clock, timeoutMs })
    : socketClient({ clock, timeoutMs });
}
