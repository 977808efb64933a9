/**
 * Plays a plan of attacks, within bounds: so many connections at a time, none
 * for longer than its time, and all of them closed at the end.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { KINDS, type Surface } from "./attacks.ts";
import type { Planned } from "./plan.ts";
import { openWire, statusOf } from "./wire.ts";

/** How the connections of one kind ended. */
export interface Tally {
  /** Connections that were opened. */
  opened: number;
  /** Those that could not be opened. */
  refused: number;
  /** First answers by class: 2 for 2xx, and so on. */
  readonly classes: Map<number, number>;
  /** Closed by the server without a word. */
  silent: number;
  /** Given up by this side, at the end of their time. */
  outlasted: number;
}

/** The dependencies of playing. */
export interface HostileOptions {
  readonly planned: readonly Planned[];
  readonly surfaces: readonly Surface[];
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  /** Aborted: begins nothing new and closes everything. */
  readonly signal: AbortSignal;
  /** Longest life of one connection (ms). */
  readonly lifeMs: number;
  /** Connections at a time; an attack that finds no place waits for one. */
  readonly maxOpen: number;
}

/** Plays all of it. @returns by the name of the kind */
export async function playHostile(
  options: HostileOptions,
): Promise<ReadonlyMap<string, Tally>> {
  const { planned, clock, signal, maxOpen } = options;
  const tallies = new Map<string, Tally>();
  const open = new Set<Promise<void>>();
  const began = clock.monotonic();
  for (const next of planned) {
    const early = next.atMs - (clock.monotonic() - began);
    if (early > 0) await clock.sleep(early, signal).catch(() => {});
    while (open.size >= maxOpen) await Promise.race(open);
    if (signal.aborted) break;
    const tally = tallies.get(next.kind) ?? emptyTally();
    tallies.set(next.kind, tally);
    const done: Promise<void> = attack(next, tally, options)
      .finally(() => open.delete(done));
    open.add(done);
  }
  await Promise.all(open);
  return tallies;
}

/** Nothing opened yet. */
export function emptyTally(): Tally {
  return {
    opened: 0,
    refused: 0,
    classes: new Map(),
    silent: 0,
    outlasted: 0,
  };
}

async function attack(
  { kind, service }: Planned,
  tally: Tally,
  { surfaces, clock, random, signal, lifeMs }: HostileOptions,
): Promise<void> {
  const surface = surfaces.find((one) => one.service === service);
  const how = KINDS[kind];
  if (surface === undefined || how === undefined) {
    throw new RangeError(`No such attack: ${kind} on ${service}`);
  }
  const { port, read, bodies } = surface;
  const wire = await openWire(port, how).catch(() => undefined);
  if (wire === undefined) return void tally.refused++;
  tally.opened++;
  let isOutlasted = false;
  const over = AbortSignal.any([signal, AbortSignal.timeout(lifeMs)]);
  over.addEventListener("abort", () => {
    isOutlasted = true;
    wire.close();
  });
  try {
    await how.play({
      wire,
      read,
      body: bodies[Math.floor(random() * bodies.length)] ?? read,
      random,
      pause: (ms) => clock.sleep(ms, over).then(() => true, () => false),
    });
    if (how.hangsUp === true) wire.close();
    await wire.closed;
  } finally {
    wire.close();
  }
  const status = statusOf(wire.answer);
  if (status !== undefined) {
    const hundreds = Math.floor(status / 100);
    tally.classes.set(hundreds, (tally.classes.get(hundreds) ?? 0) + 1);
  } else if (isOutlasted) tally.outlasted++;
  else tally.silent++;
}
