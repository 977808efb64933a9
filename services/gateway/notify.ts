/**
 * Sends an order to notifications. The client does not wait for it: a
 * confirmation mail that is late or lost must not fail or slow a payment. The
 * work is tracked, so that a shutdown waits for it; a crash loses it, and that
 * is what "at most once" means.
 * @module
 */

import { serviceLogger } from "../shared/log.ts";
import type { NotifyResult } from "./metrics.ts";
import type { Notifications } from "./ports.ts";
import { nothing } from "./readers.ts";
import type { Upstream } from "./upstream.ts";

/** Longest time of one notification (ms). */
const NOTIFY_TIMEOUT_MS = 2000;

/** The dependencies of sending. */
export interface NotifyOptions {
  /** Undefined when the shop runs without notifications. */
  readonly upstream: Upstream | undefined;
  /** Holds a shutdown until the work is done. */
  readonly track: (work: Promise<unknown>) => void;
  readonly count: (result: NotifyResult) => void;
  /** True when this one is to be lost on the way (a fault). */
  readonly lost: () => boolean;
}

/** Tells notifications, if there are any. */
export function createNotifications(
  { upstream, track, count, lost }: NotifyOptions,
): Notifications {
  const log = serviceLogger("gateway", "notify");
  if (upstream === undefined) return { orderConfirmed() {} };
  const call = upstream;

  async function tell(
    orderId: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const outcome = lost() ? { kind: "lost" } as const : await call({
      method: "POST",
      path: "/notify",
      headers,
      body: { event: "order_confirmed", order_id: orderId },
      timeoutMs: NOTIFY_TIMEOUT_MS,
      read: nothing,
    });
    count(outcome.kind === "ok" ? "success" : "failed");
    if (outcome.kind !== "ok") {
      log.warning("Cannot tell notifications about {order}: {kind}", {
        order: orderId,
        kind: outcome.kind,
      });
    }
  }

  return {
    orderConfirmed: (orderId, forwarded) => track(tell(orderId, forwarded)),
  };
}
