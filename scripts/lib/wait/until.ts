/**
 * Waiting for the real world: asking again until it is so, with an end.
 * @module
 */

/** How often is asked (ms). */
const ASK_EVERY_MS = 20;

/**
 * Resolves when `condition` does to true; a rejection counts as not yet.
 * @returns how long it took (ms)
 * @throws {Error} naming `what`, after `withinMs`
 */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  withinMs = 30_000,
): Promise<number> {
  const began = performance.now();
  while (!await condition().catch(() => false)) {
    if (performance.now() - began > withinMs) {
      throw new Error(`Waited ${withinMs} ms in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return performance.now() - began;
}
