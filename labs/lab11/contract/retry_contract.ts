import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { UpstreamProblem } from "../../../services/gateway/upstream_problem.ts";
import type { Failure } from "../../../services/gateway/upstream.ts";
import {
  callWithRetry,
  type RetryResult,
} from "../../../services/gateway/resilience/retry.ts";

type Refused = Extract<Failure, { readonly kind: "refused" }>;
type Unanswered = Exclude<Failure, Refused>;

/** A call that got no answer that could be read. */
function unanswered(kind: Unanswered["kind"]): UpstreamProblem {
  return new UpstreamProblem({ kind, reason: kind }, 504, "Payment failed");
}

function refused(status: number): UpstreamProblem {
  const failure = {
    kind: "refused",
    status,
    problem: {},
  } as unknown as Refused;
  return new UpstreamProblem(failure, 500, "Payment failed");
}

/** Fails with these in turn, then succeeds. */
async function attempts(errors: readonly Error[], maxAttempts = 3) {
  const clock = fakeClock();
  const counted: RetryResult[] = [];
  let calls = 0;
  const outcome = callWithRetry(
    () => {
      const error = errors[calls++];
      return error ? Promise.reject(error) : Promise.resolve("charged");
    },
    "payments",
    {
      maxAttempts,
      baseDelayMs: 100,
      clock,
      random: () => 0.5,
      count: (_target, result) => counted.push(result),
    },
  ).catch((error: unknown) => error);
  await clock.advance(10_000);
  return { outcome: await outcome, calls, counted, slept: clock.slept };
}

Deno.test("a first success is given back and nothing is counted", async () => {
  const { outcome, calls, counted } = await attempts([]);
  assert.deepEqual([outcome, calls, counted], ["charged", 1, []]);
});

Deno.test("bad luck is tried again after 100, 200 ms and a random part", async () => {
  const { outcome, counted, slept } = await attempts([
    refused(500),
    refused(503),
  ]);
  assert.equal(outcome, "charged");
  assert.deepEqual(counted, ["retried", "retried", "succeeded_after_retry"]);
  assert.deepEqual(slept, [150, 250]);
});

Deno.test("the last failure is thrown as it is", async () => {
  const last = refused(502);
  const { outcome, calls, counted } = await attempts([
    refused(500),
    refused(500),
    last,
  ]);
  assert.equal(outcome, last);
  assert.equal(calls, 3);
  assert.deepEqual(counted, ["retried", "retried", "exhausted"]);
});

for (
  const [status, again] of [
    [400, false],
    [404, false],
    [408, true],
    [409, false],
    [422, false],
    [429, true],
    [499, false],
    [500, true],
    [503, true],
    [599, true],
  ] as const
) {
  Deno.test(`${status} is ${again ? "" : "not "}tried again`, async () => {
    const { calls, counted } = await attempts([refused(status)]);
    assert.equal(calls, again ? 2 : 1);
    assert.equal(counted.includes("non_retryable"), !again);
  });
}

for (
  const [kind, again] of [
    ["timeout", true],
    ["unreachable", true],
    ["broken", true],
    ["malformed", false],
  ] as const
) {
  Deno.test(`${kind} is ${again ? "" : "not "}tried again`, async () => {
    const { outcome, calls, counted } = await attempts([unanswered(kind)]);
    assert.equal(calls, again ? 2 : 1);
    assert.equal(outcome === "charged", again);
    assert.equal(counted.includes("non_retryable"), !again);
  });
}

Deno.test("one attempt in all is never followed by another", async () => {
  const { calls, counted, slept } = await attempts([refused(500)], 1);
  assert.deepEqual([calls, counted, slept], [1, ["exhausted"], []]);
});

Deno.test("an error that is no upstream's is thrown at once", async () => {
  const { calls, counted } = await attempts([new TypeError("a bug")]);
  assert.deepEqual([calls, counted], [1, ["non_retryable"]]);
});
