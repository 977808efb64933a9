/**
 * Waiting for another process in tests: it asks again until a condition holds,
 * with an end.
 * @module
 */

/** How long is waited before a test fails (ms). */
const TIMEOUT_MS = 20_000;

/** Resolves when `condition` does to true. @throws {Error} naming `what` */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!await condition()) {
    if (performance.now() > deadline) {
      throw new Error(`Waited ${TIMEOUT_MS} ms in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
