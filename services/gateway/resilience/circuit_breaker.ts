/**
 * Circuit breaker: stops calling a broken service, so that the service can
 * recover and no client waits in vain. Its state belongs to this process alone:
 * with five replicas it takes about five times the threshold until all are
 * open.
 * @module
 */

import type { Clock } from "../../shared/clock.ts";
import { serviceLogger } from "../../shared/log.ts";
import { Problem } from "../../shared/problem.ts";

/** The states, as label `to` of the metric and in `/health`. */
export const CIRCUIT_STATES = ["CLOSED", "OPEN", "HALF_OPEN"] as const;

/** One of {@link CIRCUIT_STATES}. */
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** The settings and dependencies of a breaker. */
export interface CircuitBreakerOptions {
  /** The service that it protects, for the log, e.g. `payments`. */
  readonly name: string;
  /** `CB_FAILURE_THRESHOLD`: failures in a row that open it, at least 1. */
  readonly failureThreshold: number;
  /** `CB_COOLDOWN_S` in milliseconds: how long it stays open. */
  readonly cooldownMs: number;
  /** A clock that is never set back. */
  readonly clock: Pick<Clock, "monotonic">;
  /** Counts into `gateway_circuit_breaker_transitions_total{to}`. */
  readonly onTransition: (to: CircuitState) => void;
}

/**
 * The circuit is open: nothing was called. Thrown to a client it is a 503 with
 * `Retry-After`.
 */
export class CircuitOpenError extends Problem {
  /** @param retryAfterMs how long the circuit stays open yet, 0 or more */
  constructor(name: string, retryAfterMs: number) {
    super(503, `The ${name} service is not called for now: circuit open`, {
      headers: {
        "Retry-After": String(Math.max(1, Math.ceil(retryAfterMs / 1000))),
      },
    });
  }
}

const log = serviceLogger("gateway", "circuit");

/**
 * One circuit.
 *
 * As shipped it never trips. What Lab 11 asks of {@link CircuitBreaker.call}:
 *
 * - OPEN and the cool-down is over: move to HALF_OPEN and go on. OPEN and not
 *   over: throw {@link CircuitOpenError} without calling.
 * - `fn` succeeds: no failures any more, CLOSED.
 * - `fn` fails: one failure more, opened at now; OPEN if it was HALF_OPEN or
 *   the failures have reached the threshold. Throw the error on.
 * - HALF_OPEN while one call is under way: throw {@link CircuitOpenError} for
 *   every other call, without calling.
 * - A result that arrives after the state has changed does not count.
 *
 * Every change of state goes through `moveTo`, which logs and counts it.
 */
export class CircuitBreaker {
  /** Read by {@link CircuitBreaker.call} from Lab 11 on. */
  protected readonly options: CircuitBreakerOptions;
  /** Failures since the last success. */
  protected failures = 0;
  /** When it opened last, by the monotonic clock (ms). */
  protected openedAt = 0;
  #state: CircuitState = "CLOSED";

  constructor(options: CircuitBreakerOptions) {
    this.options = options;
  }

  /** The state now, shown by `/health`. */
  get state(): CircuitState {
    return this.#state;
  }

  /** Calls `fn`, unless the circuit is open. */
  call<T>(fn: () => Promise<T>): Promise<T> {
    return fn();
  }

  /** Changes the state; nothing happens when it is that state already. */
  protected moveTo(to: CircuitState): void {
    const from = this.#state;
    if (from === to) return;
    this.#state = to;
    log.warning("circuit[{name}] {from} -> {to}", {
      name: this.options.name,
      from,
      to,
    });
    this.options.onTransition(to);
  }
}
