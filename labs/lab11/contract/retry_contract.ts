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
  const targets = new Set<string>();
  const draws = [0.5, 0.5, 0.25, 0.75];
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
      random: () => draws.shift() ?? 0.5,
      count: (target, result) => {
        targets.add(target);
        counted.push(result);
      },
    },
  ).catch((error: unknown) => error);
  await clock.advance(10_000);
  return {
    outcome: await outcome,
    calls,
    counted,
    targets: [...targets],
    slept: clock.slept,
  };
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

Deno.test("each wait is twice as long as the one before, and draws anew", async () => {
  const { outcome, slept } = await attempts(
    [500, 502, 503, 504].map(refused),
    5,
  );
  assert.equal(outcome, "charged");
  assert.deepEqual(slept, [150, 250, 425, 875]);
});

Deno.test("what is counted is counted for the target that was named", async () => {
  const { targets } = await attempts([refused(500)]);
  assert.deepEqual(targets, ["payments"]);
});

Deno.test("the next attempt waits until the back-off is over", async () => {
  const clock = fakeClock();
  let calls = 0;
  const outcome = callWithRetry(
    () => ++calls === 1 ? Promise.reject(refused(500)) : Promise.resolve("ok"),
    "payments",
    {
      maxAttempts: 3,
      baseDelayMs: 100,
      clock,
      random: () => 0.5,
      count: () => {},
    },
  );
  await clock.advance(149);
  assert.equal(calls, 1);
  await clock.advance(1);
  assert.equal(await outcome, "ok");
  assert.equal(calls, 2);
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
    [410, false],
    [422, false],
    [425, false],
    [429, true],
    [499, false],
    [500, true],
    [501, true],
    [502, true],
    [503, true],
    [504, true],
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
