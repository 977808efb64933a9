import assert from "node:assert/strict";
import { RAN, runOf } from "../result/unevaluated_fixture.ts";
import { locustTable } from "./locust_table.ts";
import {
  formatMs,
  nobodyAnswered,
  summaryText,
  verdictText,
} from "./report.ts";

const TIMES: readonly (readonly [number | null | undefined, string])[] = [
  [null, "-"],
  [undefined, "-"],
  [NaN, "-"],
  [0, "0.0 ms"],
  [0.04, "0.0 ms"],
  [1.26, "1.3 ms"],
  [99.4, "99.4 ms"],
  [100, "100 ms"],
  [1234.5, "1235 ms"],
  [9999, "9999 ms"],
  [10_000, "10.0 s"],
  [61_000, "61.0 s"],
];

for (const [ms, text] of TIMES) {
  Deno.test(`${ms} ms is shown as ${text}`, () => {
    assert.equal(formatMs(ms), text);
  });
}

const SOLD = {
  requests: [
    { step: "list", count: 20, ms: 5 },
    { step: "pay", count: 8, ms: 120 },
    { step: "pay", result: "sold_out" as const, count: 2, ms: 30 },
    { step: "purchase", count: 8 },
    { step: "purchase", result: "timeout" as const, count: 2 },
  ],
  orders: 8,
  started: 30,
};

const linesOf = (run: Parameters<typeof summaryText>[0]) =>
  summaryText(run).split("\n");

Deno.test("the table has a row for each step, a column for each way to end", () => {
  const [head = "", list = "", pay = ""] = linesOf(runOf(SOLD));
  assert.match(
    head,
    /^ +ok +sold out +4xx +5xx +refused +timeout +broken +p50 +p95 +p99$/,
  );
  assert.match(list, /^list +20 +0 +0 +0 +0 +0 +0 +5\.0 ms/);
  assert.match(pay, /^pay +8 +2 +0 +0 +0 +0 +0 +120 ms/);
  assert.equal(new Set([head, list, pay].map((one) => one.length)).size, 1);
});

Deno.test("below it stand visits, orders, failures and the seed that repeats the run", () => {
  const lines = linesOf(runOf(SOLD));
  assert.ok(lines.includes("30 visits in 10.0 s, 3.0 a second"));
  assert.ok(lines.includes("completed orders: 8, 0.8 a second"));
  assert.ok(lines.includes("failed visits: 2 (20.00 %)"));
  assert.equal(lines.at(-1), "seed 1");
});

Deno.test("dropped visits are reported only where there are some", () => {
  const dropped = (run: Parameters<typeof summaryText>[0]) =>
    /dropped: too many/.test(summaryText(run));
  assert.ok(!dropped(runOf(SOLD)));
  assert.ok(dropped(runOf({ ...SOLD, dropped: 1 })));
});

Deno.test("a run in which nothing happened has no numbers that nothing stands behind", () => {
  const text = summaryText(runOf({}));
  assert.match(text, /failed visits: 0 \(0\.00 %\)/);
  assert.match(text, /latency of all requests: no answers/);
  assert.doesNotMatch(text, /NaN|null|undefined|Infinity/);
});

Deno.test("a generator that was late itself says that its latencies include that", () => {
  const run = runOf(SOLD);
  const late = (p99: number | null) =>
    summaryText({
      ...run,
      arrivals: { ...run.arrivals, lagMs: { ...run.arrivals.lagMs, p99 } },
    });
  assert.match(late(51), /the generator itself was late \(p99 51\.0 ms\)/);
  assert.doesNotMatch(late(50), /was late/);
  assert.doesNotMatch(late(null), /was late/);
});

Deno.test("a closed run says what its model hides", () => {
  const load = {
    kind: "closed" as const,
    users: 5,
    ramp: 0,
    thinkMs: [0, 0] as [number, number],
    durationMs: 1000,
  };
  assert.match(summaryText(runOf(SOLD, { load })), /closed model: who waits/);
});

Deno.test("a verdict is a line for each reason, or one for all that held", () => {
  const one = { text: "p99<1s", measured: 5, passed: true };
  assert.deepEqual(
    verdictText({ passed: false, reasons: ["a", "b"], expectations: [one] }),
    ["failed: a", "failed: b"],
  );
  assert.deepEqual(
    verdictText({ passed: true, reasons: [], expectations: [one, one] }),
    ["passed: p99<1s, p99<1s"],
  );
  assert.deepEqual(
    verdictText({ passed: true, reasons: [], expectations: [] }),
    [],
  );
});

Deno.test("a bad answer is an answer; refused and timed out requests are not answers", () => {
  const met = (result: "server_error" | "refused" | "timeout" | "ok") =>
    nobodyAnswered(runOf({ requests: [{ step: "pay", result, count: 1 }] }));
  assert.equal(met("server_error"), false);
  assert.equal(met("ok"), false);
  assert.equal(met("refused"), true);
  assert.equal(met("timeout"), true);
  assert.equal(nobodyAnswered(runOf({})), true);
});

Deno.test("Locust's table counts sold out as a failure, and adds all steps up", () => {
  const lines = locustTable(runOf(SOLD)).split("\n");
  assert.equal(lines.length, 2 + RAN.steps.length + 2);
  const row = (begins: string) =>
    lines.find((line) => line.startsWith(begins)) ?? "";
  assert.match(
    row("POST"),
    /^POST +\/reserve\/\{id\}\/pay +10 +2\(20\.00%\) \| +102 +30 +120 +120 \| +1\.00 +0\.20$/,
  );
  assert.match(row("GET"), / 20 +0\(0\.00%\) \| +5 +5 +5 +5 \| +2\.00 +0\.00$/);
  assert.match(lines.at(-1) ?? "", /^ +Aggregated +30 +2\(6\.67%\) \|/);
});

Deno.test("Locust's table of nothing is one of zeros", () => {
  const last = locustTable(runOf({}, { seconds: 0 })).split("\n").at(-1) ?? "";
  assert.match(last, /Aggregated +0 +0\(0\.00%\) \|( +0){4} \| +0\.00 +0\.00$/);
});
