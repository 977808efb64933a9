/**
 * Ctrl-C: once ends a stack cleanly, twice kills it.
 * @module
 */

import type { Host } from "../../lib/cli/mod.ts";
import type { Stack } from "./stack_options.ts";

/**
 * `deno task` and `npx` pass a signal on that the terminal has sent to all
 * processes already: a signal that comes within this time (ms) is the same
 * Ctrl-C.
 */
const SAME_SIGNAL_MS = 1000;

/** Whether and when a user asked the stack to end. */
export interface Ending {
  readonly asked: Promise<void>;
  isAsked(): boolean;
  /** Stops listening for signals. */
  off(): void;
}

/** Closes the stack at the first signal, kills all of it at the second. */
export function stopOnSignal(
  host: Host,
  stack: Pick<Stack, "close" | "killAll">,
  say: (text: string) => void,
): Ending {
  let askedAt: number | undefined;
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const off = host.onSignal((signal) => {
    const now = host.clock.monotonic();
    if (askedAt === undefined) {
      askedAt = now;
      say(`stopping on ${signal}; once more kills`);
      stack.close().catch((error) => say(String(error)));
      resolve();
    } else if (now - askedAt >= SAME_SIGNAL_MS) {
      say("killing everything");
      stack.killAll().catch((error) => say(String(error)));
    }
  });
  return { asked, isAsked: () => askedAt !== undefined, off };
}
