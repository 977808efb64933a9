import assert from "node:assert/strict";
import fc from "fast-check";
import { EXPECTATION_BOUND, parseExpectation } from "./expect.ts";

const ERRORS = [
  "errors",
  ...["4xx", "5xx", "refused", "timeout", "broken", "sold_out", "all"]
    .map((kind) => `errors.${kind}`),
];
const LATENCIES = ["p50", "p90", "p95", "p99", "p99.9", "min", "mean", "max"];

/** Which units a metric may be bounded in; the others are refused. */
const UNITS: readonly (readonly [names: readonly string[], string])[] = [
  [ERRORS, "|%"],
  [LATENCIES, "ms|s"],
  [["orders", "requests"], "|/s"],
  [["dropped"], "|/s|%"],
];

for (const [names, units] of UNITS) {
  const allowed = units.split("|");
  for (const name of names) {
    Deno.test(`${name} is bounded ${allowed.map((one) => one || "as a number").join(", ")}, and in nothing else`, () => {
      for (const unit of ["", "%", "/s", "ms", "s", "h%", "rps"]) {
        const text = unit === "/s" ? `${name}/s<5` : `${name}<5${unit}`;
        const isRead = parseExpectation(text) !== undefined;
        assert.equal(isRead, allowed.includes(unit), text);
      }
    });
  }
}

Deno.test("every word that the message offers is read", () => {
  const [, kinds = ""] = /errors: (.*)$/.exec(EXPECTATION_BOUND) ?? [];
  const words = kinds.split(/, | or /);
  assert.ok(words.includes("all") && words.includes("5xx"));
  for (const word of words) {
    assert.ok(parseExpectation(`errors.${word}<1%`), word);
  }
  const examples = EXPECTATION_BOUND.match(/\S*[<>]=?[^\s,;]+/g) ?? [];
  assert.equal(examples.length, 4);
  for (const one of examples) assert.ok(parseExpectation(one), one);
});

const metric = fc.constantFrom(
  ...ERRORS.map((name) => [name, ["", "%"]] as const),
  ...LATENCIES.map((name) => [name, ["ms", "s", "m"]] as const),
).chain(([name, units]) =>
  fc.record({
    name: fc.constant(name),
    unit: fc.constantFrom(...units),
    scope: fc.constantFrom("", "pay.", "all."),
    operator: fc.constantFrom("<", "<=", ">", ">="),
    bound: fc.integer({ min: 0, max: 1_000_000 }),
  })
);

Deno.test("blanks change nothing, and what was read is written as it was", () => {
  fc.assert(fc.property(metric, (one) => {
    const { scope, name, operator, bound, unit } = one;
    const tight = `${scope}${name}${operator}${bound}${unit}`;
    const wide = ` ${scope}${name}  ${operator} ${bound} ${unit} `;
    const read = parseExpectation(tight);
    assert.ok(read, tight);
    assert.deepEqual(parseExpectation(wide), read);
    assert.equal(read.text, tight);
    assert.equal(read.operator, operator);
    assert.equal(read.scope, scope === "" ? undefined : scope.slice(0, -1));
  }));
});

Deno.test("no text whatever makes the reader fail", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const read = parseExpectation(text);
    assert.ok(read === undefined || Number.isFinite(read.bound));
  }));
});
