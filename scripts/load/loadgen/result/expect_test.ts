import assert from "node:assert/strict";
import {
  formatMeasured,
  parseExpectation,
  parseExpectations,
} from "./expect.ts";

Deno.test("expectations are read as they are written", () => {
  assert.deepEqual(parseExpectation("pay.p99 < 300ms"), {
    text: "pay.p99<300ms",
    scope: "pay",
    metric: { kind: "latency", of: 99 },
    operator: "<",
    bound: 300,
    unit: "ms",
  });
  const read = (text: string) => {
    const { scope, metric, operator, bound, unit } = parseExpectation(text) ??
      {};
    return [scope, metric, operator, bound, unit];
  };
  const count = (of: string) => ({ kind: "count", of });
  assert.deepEqual(
    read("orders/s>=5"),
    [undefined, count("orders"), ">=", 5, "/s"],
  );
  assert.deepEqual(read("errors.5xx<0.1%"), [
    undefined,
    { kind: "errors", result: "server_error" },
    "<",
    0.1,
    "%",
  ]);
  assert.deepEqual(read("pay.errors.timeout<=0"), [
    "pay",
    { kind: "errors", result: "timeout" },
    "<=",
    0,
    "",
  ]);
  assert.deepEqual(read("p99.9<1.5s"), [
    undefined,
    { kind: "latency", of: 99.9 },
    "<",
    1500,
    "ms",
  ]);
  assert.deepEqual(
    read("dropped<=0"),
    [undefined, count("dropped"), "<=", 0, ""],
  );
  assert.deepEqual(
    read("list.requests/s>100"),
    ["list", count("requests"), ">", 100, "/s"],
  );
  assert.deepEqual(read("pay.errors<1%")[1], { kind: "errors", result: "all" });
});

Deno.test("what is no expectation is refused", () => {
  for (
    const text of [
      "",
      "pay",
      "pay.p99",
      "pay.p99<300",
      "pay.p99<300s/s",
      "pay.p100<1s",
      "pay.p99=300ms",
      "pay.orders>5",
      "errors.6xx<1%",
      "orders/s>=5%",
      "errors/s<5",
      "p99<1.2.3ms",
    ]
  ) assert.equal(parseExpectation(text), undefined, text);
});

Deno.test("a file has one a line, and the line that is wrong is named", () => {
  const text = "# Lab 10\npay.p99 < 300ms # slow\n\norders/s >= 5\n";
  assert.deepEqual(
    parseExpectations(text).map((one) => one.text),
    ["pay.p99<300ms", "orders/s>=5"],
  );
  assert.throws(
    () => parseExpectations("p99<1s\nfast"),
    /line 2 must be .*, current value is fast/,
  );
});

Deno.test("measured values are printed in the unit of the expectation", () => {
  assert.equal(formatMeasured(1234.56, { unit: "ms" }), "1235ms");
  assert.equal(formatMeasured(0.12345, { unit: "%" }), "0.1235 %");
  assert.equal(formatMeasured(4.2, { unit: "/s" }), "4.2/s");
  assert.equal(formatMeasured(null, { unit: "" }), "nothing was measured");
});
