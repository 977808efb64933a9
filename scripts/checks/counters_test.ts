import assert from "node:assert/strict";
import { type Counters, grown } from "./counters.ts";

function counters(values: Readonly<Record<string, number>>): Counters {
  return new Map(Object.entries(values));
}

const BEFORE = counters({
  "up": 1,
  'retry_total{result="retried"}': 2,
  'retry_total{result="gave_up"}': 1,
  'retry_total_created{result="retried"}': 900,
  'requests_total{status_code="500",code="5"}': 3,
  'requests_total{code="5",method="GET"}': 4,
});

for (
  const [what, name, labels, after, growth] of [
    ["a series that grew", "retry_total", { result: "retried" }, {
      'retry_total{result="retried"}': 7,
    }, 5],
    ["all series of a name", "retry_total", {}, {
      'retry_total{result="retried"}': 7,
      'retry_total{result="gave_up"}': 4,
    }, 8],
    ["a series that is new", "retry_total", { result: "late" }, {
      'retry_total{result="late"}': 6,
    }, 6],
    ["a counter without labels", "up", {}, { up: 3 }, 2],
    ["another counter whose name begins alike", "retry_total", {}, {
      'retry_total_created{result="retried"}': 990,
    }, 0],
    ["another label whose name ends alike", "requests_total", { code: "500" }, {
      'requests_total{status_code="500",code="5"}': 30,
    }, 0],
    ["a label that is not the first", "requests_total", { method: "GET" }, {
      'requests_total{code="5",method="GET"}': 5,
    }, 1],
    [
      "two labels in either order",
      "requests_total",
      { method: "GET", code: "5" },
      { 'requests_total{code="5",method="GET"}': 9 },
      5,
    ],
    ["a value that only begins alike", "requests_total", { code: "50" }, {
      'requests_total{status_code="500",code="5"}': 30,
    }, 0],
    ["nothing", "retry_total", {}, {}, 0],
    ["a service that was started again", "retry_total", { result: "retried" }, {
      'retry_total{result="retried"}': 0,
    }, -2],
  ] as const
) {
  Deno.test(`growth is reported for ${what}`, () => {
    const now = counters({ ...Object.fromEntries(BEFORE), ...after });
    assert.equal(grown(BEFORE, now, name, labels), growth);
  });
}

Deno.test("a counter that was not there before grew from 0", () => {
  const now = counters({ 'a_total{x="1"}': 4, 'a_total{x="2"}': 5 });
  assert.equal(grown(new Map(), now, "a_total"), 9);
  assert.equal(grown(now, new Map(), "a_total"), -9);
});
