/**
 * Calls through `fetch`, as they were before connections of our own.
 * @module
 */

import { sendByFetch } from "../../../../../services/gateway/fetch_exchange.ts";
import type { Send } from "../../../../../services/gateway/exchange.ts";
import type { UpstreamOptions } from "../../../../../services/gateway/upstream.ts";

/** In the place of the one that chooses. */
export function createSend(
  { baseUrl, fetch }: Pick<UpstreamOptions, "baseUrl" | "fetch">,
): Send {
  return sendByFetch(baseUrl, fetch);
}
