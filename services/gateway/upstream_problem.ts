/**
 * The answers to a client when another service fails: one table for each
 * upstream.
 *
 * A problem of an upstream passes through once: same status, same detail, its
 * other fields and `Retry-After` kept, never wrapped in another one.
 * @module
 */

import type { Logger } from "../shared/log.ts";
import { Problem } from "../shared/problem.ts";
import type { Failure, Outcome, Refused } from "./upstream.ts";

/**
 * A call to another service failed. As a problem it is the client's
 * answer; `failure` is the real cause, for retry and circuit breaker.
 */
export class UpstreamProblem extends Problem {
  readonly failure: Failure;

  constructor(
    failure: Failure,
    status: number,
    detail: string,
    fields: Readonly<Record<string, unknown>> = {},
  ) {
    const retryAfter = failure.kind === "refused" && failure.retryAfter;
    super(status, detail, {
      fields,
      headers: retryAfter ? { "Retry-After": retryAfter } : {},
    });
    this.failure = failure;
  }
}

/** The value of a call that went well. @throws {UpstreamProblem} else */
export function valueOf<T>(
  outcome: Outcome<T>,
  { explain, log }: {
    readonly explain: (failure: Failure) => UpstreamProblem;
    readonly log: Logger;
  },
): T {
  if (outcome.kind === "ok") return outcome.value;
  const problem = explain(outcome);
  if (problem.status >= 500) {
    log.warning("Call failed: {kind}", {
      detail: problem.message,
      ...outcome.kind === "refused"
        ? { kind: outcome.kind, upstream_status: outcome.status }
        : outcome,
    });
  }
  throw problem;
}

/**
 * Events: 4xx passes, and 503 if it says when to come back; any other 5xx is a
 * 502, for the client cannot do anything about it.
 */
export function eventsProblem(failure: Failure): UpstreamProblem {
  if (failure.kind !== "refused") return unanswered("events", failure);
  const { status, retryAfter } = failure;
  if (status < 500 || (status === 503 && retryAfter !== undefined)) {
    return passedOn("events", failure);
  }
  return new UpstreamProblem(
    failure,
    502,
    `The events service failed with status ${status}`,
  );
}

/**
 * Payments: 4xx passes; a 5xx keeps its status, so that a dashboard tells a
 * failing payment from a failing gateway. Payments down is a plain 502.
 */
export function paymentsProblem(failure: Failure): UpstreamProblem {
  if (failure.kind !== "refused") return unanswered("payments", failure);
  return failure.status < 500
    ? passedOn("payments", failure)
    : new UpstreamProblem(failure, failure.status, "Payment failed");
}

function unanswered(
  name: string,
  failure: Exclude<Failure, Refused>,
): UpstreamProblem {
  const service = `The ${name} service`;
  switch (failure.kind) {
    case "timeout":
      return new UpstreamProblem(
        failure,
        504,
        `${service} did not answer in time`,
      );
    case "unreachable":
      return new UpstreamProblem(failure, 502, `${service} is unreachable`);
    case "broken":
      return new UpstreamProblem(failure, 502, `${service} broke off`);
    case "malformed":
      return new UpstreamProblem(
        failure,
        502,
        `${service} gave an answer that breaks its contract`,
      );
  }
}

function passedOn(name: string, failure: Refused): UpstreamProblem {
  const { detail, status: _, request_id: __, ...fields } = failure.body ?? {};
  if (typeof detail !== "string") {
    return unanswered(name, {
      kind: "malformed",
      reason: `status ${failure.status} without a problem`,
    });
  }
  return new UpstreamProblem(failure, failure.status, detail, fields);
}
