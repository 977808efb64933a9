import assert from "node:assert/strict";
import { parseWrk } from "./wrk.ts";

const TEXT = `Running 4s test @ http://127.0.0.1:1/events
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.28ms  525.11us  12.28ms   88.99%
    Req/Sec    14.11k     1.05k   15.68k    85.00%
  Latency Distribution
     50%    2.18ms
     99%  900.50us
  56139 requests in 4.00s, 61.19MB read
  Socket errors: connect 1, read 2, write 0, timeout 3
  Non-2xx or 3xx responses: 4
Requests/sec:  14031.84
Transfer/sec:     15.30MB
`;

Deno.test("parseWrk() reads rate, p99 in ms and every kind of error", () => {
  assert.deepEqual(parseWrk(TEXT), {
    requests: 56_139,
    requestsPerSecond: 14_031.84,
    p99Ms: 0.9005,
    errors: 10,
  });
});

Deno.test("parseWrk() refuses anything else", () => {
  assert.throws(
    () => parseWrk("unable to connect"),
    /Cannot read what wrk printed/,
  );
});
