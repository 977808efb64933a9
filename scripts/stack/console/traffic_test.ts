import assert from "node:assert/strict";
import { parseExposition } from "../../adapters/prometheus/mod.ts";
import { counterMemory } from "./increases.ts";
import { countOf, joined, type Traffic, trafficSince } from "./traffic.ts";

/** The gateway's traffic between these looks. */
function since(...texts: readonly string[]): Traffic {
  const memory = counterMemory();
  let last: Traffic = { seconds: 0, answered: [], buckets: [] };
  for (const text of texts) {
    const samples = parseExposition(text);
    last = trafficSince(memory, { service: "gateway", samples, seconds: 1 });
  }
  return last;
}

const total = (path: string, status: string, value: number) =>
  `gateway_requests_total{method="GET",path="${path}",status="${status}"} ${value}\n`;

const bucket = (path: string, le: string, value: number) =>
  `gateway_request_duration_seconds_bucket{path="${path}",le="${le}"} ${value}\n`;

Deno.test("the first look tells no traffic: it only says where counting begins", () => {
  const { answered, buckets } = since(total("/events", "200", 900));
  assert.deepEqual([answered, buckets], [[], []]);
});

Deno.test("what counters grew by is what was answered; what did not grow was not", () => {
  const { answered } = since(
    total("/events", "200", 900) + total("/pay", "200", 5),
    total("/events", "200", 910) + total("/pay", "200", 5),
  );
  assert.deepEqual(answered, [
    { method: "GET", path: "/events", isError: false, count: 10 },
  ]);
});

const STATUSES: readonly (readonly [string, boolean])[] = [
  ["200", false],
  ["404", false],
  ["409", false],
  ["500", true],
  ["504", true],
];

for (const [status, isError] of STATUSES) {
  Deno.test(`an answer ${status} is ${isError ? "an error" : "no error"} of the shop`, () => {
    const { answered } = since("x 1\n", total("/pay", status, 3));
    assert.deepEqual(answered.map((one) => [one.isError, one.count]), [
      [isError, 3],
    ]);
  });
}

Deno.test("the console's own requests and those of other services are no traffic", () => {
  const { answered, buckets } = since(
    "x 1\n",
    total("/faults", "200", 9) + bucket("/faults", "1", 9) +
      'events_requests_total{path="/a",status="200"} 7\n',
  );
  assert.deepEqual([answered, buckets], [[], []]);
});

Deno.test("buckets of all paths add up, in the order of their bounds", () => {
  const { buckets } = since(
    "x 1\n",
    bucket("/a", "+Inf", 5) + bucket("/a", "0.1", 2) + bucket("/b", "0.1", 3) +
      bucket("/b", "+Inf", 4),
  );
  assert.deepEqual(buckets, [
    { bound: 0.1, count: 5 },
    { bound: Infinity, count: 9 },
  ]);
});

Deno.test("several stretches as one have all their requests and all their time", () => {
  const one = since("x 1\n", total("/a", "200", 2) + bucket("/a", "1", 2));
  const other = since("x 1\n", total("/a", "500", 3) + bucket("/a", "1", 3));
  const both = joined([one, other]);
  assert.equal(both.seconds, 2);
  assert.deepEqual(countOf(both.answered), { total: 5, bad: 3 });
  assert.deepEqual(both.buckets, [{ bound: 1, count: 5 }]);
  assert.deepEqual(joined([]), { seconds: 0, answered: [], buckets: [] });
});
