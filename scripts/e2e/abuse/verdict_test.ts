import assert from "node:assert/strict";
import { emptyTally } from "./hostile.ts";
import {
  brokenIn,
  failuresIn,
  type Findings,
  percentile,
  type ServiceFigures,
} from "./verdict.ts";

const SERVICE: ServiceFigures = {
  name: "payments",
  before: 100,
  most: 300,
  after: 120,
  failures: 0,
  errors: 0,
  isSame: true,
  end: "code 0",
  lost: 0,
};

const KEPT: Findings = {
  connections: 100,
  tallies: new Map([
    ["noise", { ...emptyTally(), opened: 50 }],
    ["half a head", { ...emptyTally(), opened: 45, refused: 5 }],
  ]),
  told: {
    statuses: new Map([[200, 10]]),
    reasons: new Set(),
    ms: [],
    orders: 1,
  },
  services: [SERVICE],
};

Deno.test("nothing is broken at the bounds themselves", () => {
  assert.deepEqual(brokenIn(KEPT), []);
});

const told = (statuses: readonly (readonly [number, number])[]) => ({
  told: { ...KEPT.told, statuses: new Map(statuses) },
});

const service = (change: Partial<ServiceFigures>) => ({
  services: [{ ...SERVICE, ...change }],
});

for (
  const [what, change, words] of [
    [
      "too few connections",
      { connections: 101 },
      "only 95 of 101 hostile connections were opened",
    ],
    [
      "no sale",
      { told: { ...KEPT.told, orders: 0 } },
      "no honest customer bought anything",
    ],
    [
      "an honest 503",
      told([[200, 9], [503, 2]]),
      "2 honest calls were answered 503",
    ],
    [
      "an honest 404",
      told([[200, 9], [404, 1]]),
      "1 honest calls were answered 404",
    ],
    [
      "an honest call without an answer",
      {
        told: {
          ...KEPT.told,
          statuses: new Map([[0, 3]]),
          reasons: new Set(["reset", "timed out"]),
        },
      },
      "3 honest calls had no answer (reset; timed out)",
    ],
    [
      "memory that stays",
      service({ after: 121 }),
      "payments has 21 % more memory than before (bound 20 %)",
    ],
    [
      "memory that is not known",
      service({ after: NaN }),
      "payments has NaN % more memory than before (bound 20 %)",
    ],
    [
      "a 5xx for any client",
      service({ failures: 1 }),
      "payments answered 1 requests with 5xx",
    ],
    [
      "an error in the log",
      service({ errors: 2 }),
      "payments logged 2 errors",
    ],
    [
      "a restart",
      service({ isSame: false }),
      "payments is another process than before",
    ],
    [
      "an unclean end",
      service({ end: "SIGKILL" }),
      "payments ended with SIGKILL after SIGTERM",
    ],
    [
      "a request lost at the end",
      service({ lost: 1 }),
      "payments lost 1 honest requests at SIGTERM",
    ],
  ] as const
) {
  Deno.test(`a run with ${what} is broken, and nothing else is said`, () => {
    assert.deepEqual(brokenIn({ ...KEPT, ...change }), [words]);
  });
}

Deno.test("a service's 5xx are summed over methods, paths and statuses", () => {
  const text = [
    "# TYPE payments_requests_total counter",
    'payments_requests_total{method="POST",path="/charge",status="200",ok="true"} 900',
    'payments_requests_total{method="POST",path="/charge",status="500",ok="false"} 3',
    'payments_requests_total{method="GET",path="unmatched",status="503",ok="false"} 2',
    'gateway_requests_total{method="GET",path="/events",status="502",ok="false"} 7',
  ].join("\n");
  assert.equal(failuresIn(text, "payments"), 5);
  assert.equal(failuresIn(text, "gateway"), 7);
  assert.equal(failuresIn(text, "events"), 0);
});

Deno.test("a percentile is one of the values; of none it is not a number", () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(percentile(values, 50), 3);
  assert.equal(percentile(values, 99), 5);
  assert.equal(percentile(values, 100), 5);
  assert.ok(Number.isNaN(percentile([], 50)));
});
