/**
 * Which faults a service has right now.
 *
 * A fault goes away by itself: each look at the state first drops what has
 * expired. There is no timer that could be lost, so the process that set the
 * fault may die and the service still recovers. Its life is measured on the
 * monotonic clock, which is never set back.
 *
 * A fault that was set at run time stands before one of the same kind from the
 * environment, also with rate 0: so an experiment can switch an orphan
 * variable off without a restart, and the end of the experiment brings it back.
 * @module
 */

import type { Clock } from "../clock.ts";
import type {
  Fault,
  FaultKind,
  FaultKinds,
  FaultOf,
  RequestedFault,
} from "./kinds.ts";
import { seededDraws } from "../seeded_random.ts";
import { spells } from "./intermittent.ts";
import { serviceLogger } from "../log.ts";

/** A fault as `GET /faults` shows it. */
export type FaultView =
  & Fault
  & (
    | { readonly source: "env" }
    | {
      readonly source: "runtime";
      readonly ttl_s: number;
      /** Whole seconds until it goes away, at least 1. */
      readonly seconds_left: number;
      /** Only of one that comes and goes: it is away just now. */
      readonly resting?: boolean;
    }
  );

/** The dependencies of the fault store. */
export interface FaultsOptions {
  /** The service's name, for its logs and metrics. */
  readonly service: string;
  readonly clock: Clock;
  /** Draws for faults without a seed, in [0, 1). */
  readonly random: () => number;
  /** The kinds that this service has. */
  readonly kinds: FaultKinds;
  /**
   * The faults that the environment variables ask for. One with rate 0 or
   * latency 0 is the variable's way to say that there is none.
   */
  readonly environment?: readonly Fault[];
}

/** The faults of one service. */
export interface Faults {
  readonly service: string;
  readonly clock: Clock;
  readonly kinds: FaultKinds;
  /** The first fault of a kind that is in force, for a route or for all. */
  active<K extends FaultKind>(kind: K, route?: string): FaultOf<K> | undefined;
  /** The first whose draw hits this request: each draws for itself. */
  roll<K extends FaultKind>(kind: K, route?: string): FaultOf<K> | undefined;
  /**
   * Puts these in the place of all that were set at run time.
   * @param seed of unannounced faults that are replaced, too
   */
  replace(faults: readonly RequestedFault[], seed?: number): void;
  /**
   * The faults in force, the environment's last.
   * @param seed of unannounced faults that are shown, too
   */
  view(seed?: number): readonly FaultView[];
  /** Calls `listener` whenever faults were replaced or have expired. */
  onChange(listener: () => void): void;
}

interface InForce {
  readonly fault: Fault;
  readonly route: string | undefined;
  readonly draw: () => number;
  /** Whether one that comes and goes is there. */
  readonly isOn: (now: number) => boolean;
  /** Undefined for the environment's, which stay. */
  readonly life:
    | { readonly ttl_s: number; readonly endsAt: number }
    | undefined;
}

const NONE: readonly InForce[] = [];

/** Keeps the faults of one service; none but the environment's at first. */
export function createFaults(options: FaultsOptions): Faults {
  const { service, clock, random, kinds } = options;
  const log = serviceLogger(service, "faults");
  const listeners: (() => void)[] = [];
  const fixed = (options.environment ?? []).filter(hasEffect).map((fault) =>
    inForce(fault, undefined)
  );
  for (const { fault } of fixed.filter((one) => !isHidden(one))) {
    log.warning("Fault {kind} is set by the environment", { ...fault });
  }
  let timed: readonly InForce[] = [];
  let nextEnd = Infinity;

  function inForce(fault: Fault, life: InForce["life"]): InForce {
    // Spells draw for themselves: traffic must not change when they come.
    const draws = (other: number): () => number =>
      fault.seed === undefined ? random : seededDraws(fault.seed + other);
    return {
      fault,
      route: "route" in fault ? fault.route : undefined,
      draw: draws(0),
      isOn: fault.flap
        ? spells(fault.flap, draws(1), clock.monotonic())
        : () => true,
      life,
    };
  }

  function keep(faults: readonly InForce[]): void {
    timed = faults;
    nextEnd = Math.min(...timed.map(endOf));
    for (const listener of listeners) listener();
  }

  function dropExpired(): void {
    if (timed.length === 0) return; // the usual case must cost nothing
    const now = clock.monotonic();
    if (now < nextEnd) return;
    const ended = timed.filter((one) => endOf(one) <= now);
    for (const { fault } of ended.filter((one) => !isHidden(one))) {
      log.warning("Fault {kind} has expired", { ...fault });
    }
    keep(timed.filter((one) => endOf(one) > now));
  }

  function find(kind: FaultKind, route?: string): readonly InForce[] {
    dropExpired();
    if (timed.length + fixed.length === 0) return NONE; // must cost nothing
    const now = clock.monotonic();
    return mostParticular(kind, route).filter(({ isOn }) => isOn(now));
  }

  /** Those of this route, else of all, else of the environment. */
  function mostParticular(
    kind: FaultKind,
    route: string | undefined,
  ): readonly InForce[] {
    const ofKind = timed.filter(({ fault }) => fault.kind === kind);
    const ofRoute = ofKind.filter((one) =>
      one.route !== undefined && one.route === route
    );
    if (ofRoute.length > 0) return ofRoute;
    const ofAll = ofKind.filter((one) => one.route === undefined);
    if (ofAll.length > 0) return ofAll;
    return fixed.filter(({ fault }) => fault.kind === kind);
  }

  return {
    service,
    clock,
    kinds,
    active(kind, route) {
      return narrowed(find(kind, route)[0]?.fault, kind);
    },
    roll(kind, route) {
      const hit = find(kind, route).find(({ draw, fault }) =>
        draw() < fault.rate
      );
      return narrowed(hit?.fault, kind);
    },
    replace(faults, seed) {
      dropExpired();
      const before = timed.filter((one) => !isHidden(one));
      const now = clock.monotonic();
      keep([
        // A person who does not know of an exercise must not end it by chance.
        ...timed.filter((one) => isHidden(one, seed)),
        ...faults.map(({ ttl_s, ...fault }) =>
          inForce(fault, { ttl_s, endsAt: now + ttl_s * 1000 })
        ),
      ]);
      for (const { fault } of before) {
        log.warning("Fault {kind} was removed", { ...fault });
      }
      for (const fault of faults) {
        if (fault.unannounced) continue;
        log.warning("Fault {kind} is set for {ttl_s} s", { ...fault });
      }
    },
    view(seed) {
      dropExpired();
      const now = clock.monotonic();
      const isShown = (one: InForce) => !isHidden(one, seed);
      const shadowed = timed.filter(({ route }) => route === undefined)
        .map(({ fault }) => fault.kind);
      return [
        ...timed,
        ...fixed.filter(({ fault }) => !shadowed.includes(fault.kind)),
      ].filter(isShown).map(({ fault, life, isOn }) =>
        life === undefined ? { ...fault, source: "env" } : {
          ...fault,
          source: "runtime",
          ttl_s: life.ttl_s,
          seconds_left: Math.ceil((life.endsAt - now) / 1000),
          ...fault.flap ? { resting: !isOn(now) } : {},
        }
      );
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** An exercise's own, and not of the one that asks. */
function isHidden({ fault }: InForce, seed?: number): boolean {
  return fault.unannounced === true &&
    (seed === undefined || fault.seed !== seed);
}

function endOf({ life }: InForce): number {
  return life?.endsAt ?? Infinity;
}

function hasEffect(fault: Fault): boolean {
  return fault.rate > 0 && !("latency_ms" in fault && fault.latency_ms === 0);
}

function narrowed<K extends FaultKind>(
  fault: Fault | undefined,
  kind: K,
): FaultOf<K> | undefined {
  return fault && isOf(fault, kind) ? fault : undefined;
}

function isOf<K extends FaultKind>(fault: Fault, kind: K): fault is FaultOf<K> {
  return fault.kind === kind;
}
