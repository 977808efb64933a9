/**
 * SIGTERM in the presence of half-sent requests: whole ones that were sent
 * before it must be answered.
 * @module
 */

import { KINDS, type Surface } from "./attacks.ts";
import { openWire, statusOf, type Wire } from "./wire.ts";

/** Hostile connections of each of three kinds. */
const HOSTILE = 20;

/** Honest requests. */
const HONEST = 20;

const HALVES = ["silent connection", "half a head", "half a body"] as const;

/**
 * Opens them, then stops the service.
 * @param stop resolves when the process has ended
 * @returns how many honest requests had no answer 200
 */
export async function stopAmid(
  surface: Surface,
  stop: () => Promise<void>,
): Promise<number> {
  const { port, read, bodies: [body = read] } = surface;
  const hostile: Wire[] = [];
  for (const kind of HALVES) {
    for (let i = 0; i < HOSTILE; i++) {
      const wire = await openWire(port);
      await KINDS[kind]?.play({
        wire,
        read,
        body,
        random: () => 0,
        pause: () => Promise.resolve(true),
      });
      hostile.push(wire);
    }
  }
  const honest: Wire[] = [];
  for (let i = 0; i < HONEST; i++) {
    const wire = await openWire(port);
    await wire.send(`GET ${read} HTTP/1.1\r\nHost: shop\r\n\r\n`);
    honest.push(wire);
  }
  await stop();
  await Promise.all(honest.map(({ closed }) => closed));
  for (const wire of hostile) wire.close();
  return honest.filter(({ answer }) => statusOf(answer) !== 200).length;
}
