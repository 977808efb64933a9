/**
 * Waits until the student has changed something.
 * @module
 */

import type { Host } from "../../../lib/cli/mod.ts";

/** The files that the tool itself writes. */
const OWN = /[\\/](?:\.dev|\.git)[\\/]/;

/**
 * Resolves when a file below the current folder changes, or after `withinMs`.
 * @returns true when the student wants to end instead
 */
export async function nextChange(
  host: Host,
  withinMs: number,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const off = host.onSignal(() => resolve(true));
  const cancel = host.clock.after(withinMs, () => resolve(false));
  const watcher = Deno.watchFs(".");
  const watching = (async () => {
    for await (const { kind, paths } of watcher) {
      const isTheirs = paths.some((path) => !OWN.test(path));
      if (isTheirs && kind !== "access") resolve(false);
    }
  })();
  try {
    return await promise;
  } finally {
    off();
    cancel();
    watcher.close();
    await watching;
  }
}
