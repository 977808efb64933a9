import assert from "node:assert/strict";
import { latencyMs, parseWrk, successful } from "./wrk.ts";

function output(p50: string, p99: string, more = ""): string {
  return `Running 5s test @ http://127.0.0.1:8080/events
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   150.00us  99.00us   9.99ms   99.00%
    Req/Sec     6.50k     0.50k     7.50k    50.00%
  Latency Distribution
     50%  ${p50}
     75%  200.00us
     99%  ${p99}
  32500 requests in 5.00s, 10.00MB read
${more}Requests/sec:   6500.00
Transfer/sec:      2.00MB
`;
}

for (
  const [text, ms] of [
    ["136.00us", 0.136],
    ["1.25ms", 1.25],
    ["2.50s", 2500],
    ["1.50m", 90_000],
    ["1.00h", 3_600_000],
  ] as const
) {
  Deno.test(`a latency that wrk writes as ${text} is ${ms} ms`, () => {
    assert.equal(latencyMs(output(text, "9.00ms"), 50), ms);
    assert.equal(parseWrk(output("1.00us", text)).p99Ms, ms);
  });
}

Deno.test("wrk pads a unit of one letter with a space", () => {
  assert.equal(latencyMs(output("1.37s ", "1.50s "), 50), 1370);
  assert.equal(parseWrk(output("1.37s ", "1.50s ")).p99Ms, 1500);
});

Deno.test("a latency that wrk does not write is not taken from another line", () => {
  // The share of samples within a deviation ends in 99.00%, too.
  assert.equal(latencyMs(output("1.00ms", "2.00ms"), 90), undefined);
  assert.equal(latencyMs(output("1.00ms", "soon"), 99), undefined);
  assert.throws(
    () => parseWrk(output("1.00ms", "soon")),
    /Cannot read what wrk printed/,
  );
});

for (
  const [what, more, errors] of [
    ["nothing that failed", "", 0],
    ["bad answers", "  Non-2xx or 3xx responses: 3\n", 3],
    [
      "broken sockets",
      "  Socket errors: connect 1, read 2, write 3, timeout 4\n",
      10,
    ],
    [
      "both",
      "  Socket errors: connect 0, read 2, write 0, timeout 0\n" +
      "  Non-2xx or 3xx responses: 3\n",
      5,
    ],
  ] as const
) {
  Deno.test(`a run of wrk with ${what} has ${errors} errors`, () => {
    const result = parseWrk(output("1.00ms", "2.00ms", more));
    assert.equal(result.errors, errors);
    if (errors === 0) return assert.equal(successful(result), result);
    assert.throws(
      () => successful(result),
      new RegExp(`${errors} of 32500 requests failed`),
    );
  });
}
