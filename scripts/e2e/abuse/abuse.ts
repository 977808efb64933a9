/**
 * The attack, from the first honest customer to the last service's end.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { median } from "../../lib/measured/mod.ts";
import type { Stack } from "../../stack/local/mod.ts";
import { KINDS, type Surface } from "./attacks.ts";
import { memoryOf, type MemorySample } from "../soak/memory.ts";
import { playHostile } from "./hostile.ts";
import { startHonest } from "./honest.ts";
import { plan } from "./plan.ts";
import { stopAmid } from "./stop_amid.ts";
import { failuresIn, type Findings, MAX_GROWTH } from "./verdict.ts";

/** The services, in the order in which they are stopped. */
const SERVICES = ["gateway", "events", "payments"] as const;

/** Honest customers of each service, and their pause between two visits (ms). */
const HONEST = { each: 4, pauseMs: 100 } as const;

/** The same while the services warm up: as many requests as the attack makes. */
const BUSY = { each: 12, pauseMs: 0 } as const;

/** Share of the warm-up that is busy; in the rest the memory is measured. */
const BUSY_SHARE = 0.7;

/** Pause between two looks at the memory (ms). */
const LOOK_EVERY_MS = 250;

/** The attacks, and their target. */
export interface AbuseOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly connections: number;
  /** How long hostile clients come. */
  readonly seconds: number;
  /** How long there is honest traffic alone before. */
  readonly warmUpSeconds: number;
  /** Longest wait for the memory to come back. */
  readonly calmSeconds: number;
  /** Longest life of a hostile connection (ms). */
  readonly lifeMs: number;
  /** Hostile connections at a time. */
  readonly maxOpen: number;
  /** Lines at level error that a service has logged so far. */
  readonly errorsOf: (service: string) => number;
  /** How a service ended: "code 0". */
  readonly endOf: (service: string) => string;
  /** Called with each event. */
  readonly say: (text: string) => void;
}

/** Plays it to its end. Afterwards the services are stopped. */
export async function abuse(options: AbuseOptions): Promise<Findings> {
  const { stack, clock, random, signal, connections, say } = options;
  const surfaces = surfacesOf(stack);
  const pids = pidsOf(stack);
  await warmUp(options);
  const leaving = new AbortController();
  const { urls } = stack;
  const { told, ended } = startHonest({
    ...HONEST,
    urls,
    signal: leaving.signal,
  });
  const quiet = options.warmUpSeconds * (1 - BUSY_SHARE);
  const before = medians(await watch(options, quiet, () => false));
  // While everything starts, the gateway may ask an events without a database.
  const failedBefore = await failuresOf(stack);
  const errorsBefore = errorsIn(options);

  say(`${connections} hostile connections in ${options.seconds} s`);
  let isOver = false;
  const [tallies, during] = await Promise.all([
    playHostile({
      planned: plan({
        connections,
        seconds: options.seconds,
        kinds: Object.keys(KINDS),
        services: SERVICES,
        random,
      }),
      surfaces,
      clock,
      random,
      signal,
      lifeMs: options.lifeMs,
      maxOpen: options.maxOpen,
    }).finally(() => isOver = true),
    watch(options, Infinity, () => isOver),
  ]);

  say(`honest traffic alone again, for ${options.calmSeconds} s at most`);
  const calm = await watch(
    options,
    options.calmSeconds,
    (mib) =>
      SERVICES.every((name) =>
        (mib[name] ?? NaN) <= (before[name] ?? NaN) * (1 + MAX_GROWTH)
      ),
  );
  const failures = await failuresOf(stack);
  leaving.abort();
  await ended;
  const same = pidsOf(stack);
  const errors = errorsIn(options);
  say("SIGTERM amid half-sent requests");
  const lost = new Map<string, number>();
  for (const surface of surfaces) {
    const { service } = surface;
    lost.set(service, await stopAmid(surface, () => stack.stop(service)));
  }
  return {
    connections,
    tallies,
    told,
    services: SERVICES.map((name) => ({
      name,
      before: before[name] ?? NaN,
      most: Math.max(...during.map(({ mib }) => mib[name] ?? NaN)),
      after: Math.min(...calm.map(({ mib }) => mib[name] ?? NaN)),
      failures: difference(failures, failedBefore, name),
      errors: difference(errors, errorsBefore, name),
      isSame: pids.get(name) === same.get(name),
      end: options.endOf(name),
      lost: lost.get(name) ?? NaN,
    })),
  };
}

/**
 * Busy honest customers. A service that has just started would grow under any
 * load, so that the memory it gains says nothing about the attack.
 */
async function warmUp(options: AbuseOptions): Promise<void> {
  const { stack, clock, signal, say, warmUpSeconds } = options;
  const seconds = warmUpSeconds * BUSY_SHARE;
  say(`${seconds.toFixed(0)} s of busy honest traffic`);
  const over = new AbortController();
  const { ended } = startHonest({
    ...BUSY,
    urls: stack.urls,
    signal: over.signal,
  });
  await clock.sleep(seconds * 1000, signal).catch(() => {});
  over.abort();
  await ended;
}

/** Looks at the memory until the time is over, or `isDone` says so. */
async function watch(
  { stack, clock, signal }: AbuseOptions,
  seconds: number,
  isDone: (mib: MemorySample["mib"]) => boolean,
): Promise<readonly MemorySample[]> {
  const began = clock.monotonic();
  const samples: MemorySample[] = [];
  for (;;) {
    const passed = (clock.monotonic() - began) / 1000;
    const mib = await memoryOf(stack);
    samples.push({ seconds: passed, mib });
    if (isDone(mib) || passed >= seconds || signal.aborted) return samples;
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {});
  }
}

function medians(
  samples: readonly MemorySample[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    SERVICES.map((name) => [
      name,
      median(samples.map(({ mib }) => mib[name] ?? NaN)),
    ]),
  );
}

/** Where each service can be attacked: all its routes that read a body. */
function surfacesOf({ urls }: Stack): readonly Surface[] {
  const reservation = "/reservations/00000000-0000-4000-8000-000000000000";
  const paths = {
    gateway: {
      read: "/events",
      bodies: [
        "/events/6/reserve",
        "/reserve/00000000-0000-4000-8000-000000000000/pay",
      ],
    },
    events: {
      read: "/events",
      bodies: [
        "/events/6/reserve",
        `${reservation}/fence`,
        `${reservation}/unfence`,
        `${reservation}/confirm`,
      ],
    },
    payments: { read: "/openapi.json", bodies: ["/charge"] },
  };
  return SERVICES.map((service) => ({
    service,
    port: Number(new URL(urls[service] ?? "").port),
    ...paths[service],
  }));
}

function pidsOf(stack: Stack): ReadonlyMap<string, number | undefined> {
  return new Map(SERVICES.map((name) => [name, stack.pid(name)]));
}

function errorsIn({ errorsOf }: AbuseOptions): ReadonlyMap<string, number> {
  return new Map(SERVICES.map((name) => [name, errorsOf(name)]));
}

function difference(
  now: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  name: string,
): number {
  return (now.get(name) ?? NaN) - (before.get(name) ?? NaN);
}

async function failuresOf(
  { urls }: Stack,
): Promise<ReadonlyMap<string, number>> {
  const all = new Map<string, number>();
  for (const name of SERVICES) {
    const answer = await fetch(`${urls[name]}/metrics`);
    all.set(name, failuresIn(await answer.text(), name));
  }
  return all;
}
