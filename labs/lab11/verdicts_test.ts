import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab11 } from "./check.ts";
import { evaluateBreaker } from "./guard_checks.ts";
import { evaluateLimiter } from "./limiter_check.ts";
import { evaluateContract, unlessAsShipped } from "./contract_check.ts";
import { evaluateUnnoticed } from "./notify_checks.ts";
import { evaluateRetry } from "./retry_checks.ts";
import { evaluateService, generousIn } from "./service_check.ts";

function times(n: number, status: number): number[] {
  return Array.from({ length: n }, () => status);
}

Deno.test("on a machine without a shop no check passes, and none throws", async () => {
  for (const check of lab11.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
  }
});

const service = {
  sent: 200,
  said: "sent",
  bad: 422,
  noJson: 400,
  health: 200,
  counted: 1,
  failing: 500,
  failed: 1,
  slow: 200,
  slowMs: 403,
};

for (
  const [set, said] of [
    [{ net: ["0.0.0.0"], env: { allow: ["PORT"] }, read: ["."] }, []],
    [{ net: true }, ["all of net"]],
    [{ env: { allow: true } }, ["all of env"]],
    [{ all: true }, ["everything"]],
    [{ net: ["0.0.0.0"], run: ["sh"] }, ["run"]],
    [{ run: false, write: [] }, []],
  ] as const
) {
  Deno.test(`a permission set ${JSON.stringify(set)} allows ${said.join() || "little"}`, () => {
    const config = { permissions: { notifications: set } };
    assert.deepEqual(generousIn(JSON.stringify(config)), said);
  });
}

Deno.test("notifications must send, refuse, be healthy and count", () => {
  assert.equal(evaluateService(service).verdict, "pass");
  for (
    const wrong of [
      { sent: 500 },
      { said: "ok" },
      { bad: 200 },
      { bad: 500 },
      {
        health: 503,
      },
      { counted: 0 },
      { noJson: 500 },
      { failing: 200 },
      { failed: 0 },
      {
        slow: 500,
      },
      { slowMs: 12 },
    ]
  ) {
    assert.equal(
      evaluateService({ ...service, ...wrong }).verdict,
      "fail",
      JSON.stringify(wrong),
    );
  }
});

Deno.test("slow pays and too few of them are no pass", () => {
  assert.equal(
    evaluateUnnoticed(times(20, 200), times(20, 12)).verdict,
    "pass",
  );
  assert.equal(
    evaluateUnnoticed(times(20, 200), times(20, 1600)).verdict,
    "fail",
  );
  assert.equal(evaluateUnnoticed([], []).verdict, "fail");
  assert.equal(
    evaluateUnnoticed([...times(19, 200), 500], times(20, 12)).verdict,
    "fail",
  );
});

const retried = {
  statuses: [...times(29, 200), 500],
  retried: 12,
  succeeded: 9,
  refused: [400, 400, 400],
  retriedRefused: 0,
  nonRetryable: 3,
  charges: 29,
};

Deno.test("retry: paid by second chances, one charge each, refusals tried once", () => {
  assert.equal(evaluateRetry(retried).verdict, "pass");
  assert.equal(
    evaluateRetry({ ...retried, retried: 0, nonRetryable: 0 }).verdict,
    "not_started",
  );
  const wrong = [
    { statuses: [...times(20, 200), ...times(10, 500)], charges: 20 },
    { charges: 31 },
    { retriedRefused: 6 },
    { nonRetryable: 0 },
    { succeeded: 0 },
    { statuses: times(5, 200), charges: 5 },
  ];
  for (const one of wrong) {
    assert.equal(
      evaluateRetry({ ...retried, ...one }).verdict,
      "fail",
      JSON.stringify(one),
    );
  }
});

Deno.test("a contract that did not run is not a pass", () => {
  assert.equal(evaluateContract(0, "ok 1 - a\nok 2 - b").verdict, "pass");
  assert.equal(evaluateContract(1, "ok 1 - a\nnot ok 2 - b").verdict, "fail");
  assert.equal(
    evaluateContract(1, "error: Module not found").verdict,
    "could_not_verify",
  );
  assert.equal(evaluateContract(0, "").verdict, "could_not_verify");
});

Deno.test("code as it was shipped is not begun, half of a contract is wrong", () => {
  const verdict = (output: string) =>
    unlessAsShipped(evaluateContract(1, output)).verdict;
  assert.equal(verdict("ok 1 - a\nnot ok 2 - b\nnot ok 3 - c"), "not_started");
  assert.equal(verdict("ok 1 - a\nok 2 - b\nnot ok 3 - c"), "fail");
  assert.equal(
    unlessAsShipped(evaluateContract(0, "ok 1 - a")).verdict,
    "pass",
  );
});

const opened = {
  statuses: [...times(5, 500), ...times(15, 503)],
  retryAfter: 15,
  calls: 15,
  circuit: "OPEN",
  recovered: times(3, 200),
  circuitAfter: "CLOSED",
  transitions: { OPEN: 1, HALF_OPEN: 1, CLOSED: 1 },
};

Deno.test("breaker: opens in time, spares payments, recovers", () => {
  assert.equal(evaluateBreaker(opened).verdict, "pass");
  assert.equal(
    evaluateBreaker({ ...opened, statuses: times(20, 500), transitions: {} })
      .verdict,
    "not_started",
  );
  const wrong = [
    { calls: 60 },
    { calls: 0 },
    { retryAfter: 0 },
    { recovered: times(3, 503) },
    { circuitAfter: "HALF_OPEN" },
    { statuses: times(20, 503) },
    { transitions: { OPEN: 4, HALF_OPEN: 3, CLOSED: 1 } },
  ];
  for (const one of wrong) {
    assert.equal(
      evaluateBreaker({ ...opened, ...one }).verdict,
      "fail",
      JSON.stringify(one),
    );
  }
});

const rushed = {
  rush: [...times(20, 200), ...times(80, 429)],
  ms: 300,
  retryAfter: 80,
  counted: 80,
  other: 200,
  calm: times(10, 200),
};

Deno.test("limiter: a rush is cut, others are left alone", () => {
  assert.equal(evaluateLimiter(rushed).verdict, "pass");
  assert.equal(
    evaluateLimiter({ ...rushed, rush: times(100, 200) }).verdict,
    "not_started",
  );
  const wrong = [
    { retryAfter: 0 },
    { counted: 0 },
    { other: 429 },
    { calm: times(10, 429) },
    { calm: [] },
    {
      rush: [...times(5, 200), ...times(95, 429)],
      retryAfter: 95,
      counted: 95,
    },
    { rush: [...times(20, 200), ...times(79, 429), 500] },
  ];
  for (const one of wrong) {
    assert.equal(
      evaluateLimiter({ ...rushed, ...one }).verdict,
      "fail",
      JSON.stringify(one),
    );
  }
});
