import assert from "node:assert/strict";
import { parseSelector, promqlProblem, selectorsIn } from "./parse.ts";

const matchersOf = (text: string) =>
  parseSelector(text).matchers.map(({ label, op, value }) =>
    `${label}${op}${value}`
  );

Deno.test("a selector is taken apart, braces in its values included", () => {
  const text = 'requests_total{path=~"/a|/b/[{]id[}]",status!~"5.."}';
  assert.deepEqual(parseSelector(text), {
    metric: "requests_total",
    matchers: [
      { label: "path", op: "=~", value: "/a|/b/[{]id[}]" },
      { label: "status", op: "!~", value: "5.." },
    ],
  });
  assert.deepEqual(parseSelector(" up "), { metric: "up", matchers: [] });
});

Deno.test("matchers in other quotes, with escapes and spaces are not dropped", () => {
  // The expression for matchers knew double quotes without escapes only.
  assert.deepEqual(
    matchersOf('x{ a = \'b"c\', d!=`e\\f` , g=~"\\"h\\n\\u0041", }'),
    ['a=b"c', "d!=e\\f", 'g=~"h\nA'],
  );
  assert.deepEqual(parseSelector('{__name__="x",a="b"}'), {
    metric: "x",
    matchers: [{ label: "a", op: "=", value: "b" }],
  });
  assert.equal(parseSelector('{"my.name"}').metric, "my.name");
  assert.deepEqual(matchersOf('{"my.name","a.b"="c"}'), ["a.b=c"]);
});

for (
  const [text, position, reason] of [
    ['x{a="b"', 7, "something is missing"],
    ["x{a==b}", 4, '"=" does not belong'],
    ["x{a=b}", 4, '"b" does not belong'],
    ["x[5m]", 0, "it must be a selector alone"],
    ["rate(x[5m])", 0, "it must be a selector alone"],
    ["x offset 5m", 0, "it must be a selector alone"],
    ["", 0, "something is missing"],
    ['x{a=~"["}', 2, "Invalid regular expression"],
  ] as const
) {
  Deno.test(`${text || "nothing"} is refused with its place`, () => {
    assert.throws(() => parseSelector(text), (error: Error) => {
      assert.ok(error.message.includes(reason), error.message);
      assert.match(error.message, new RegExp(`at character ${position + 1}$`));
      return true;
    });
  });
}

Deno.test("all selectors of an expression have range, offset and time", () => {
  const found = selectorsIn(
    'sum by (le) (rate(a{x="1"}[1h30m] offset 1w2d)) / ' +
      "(b offset -5m > 0) or max_over_time(c[5m:1m] @ end()) or d @ 12",
  );
  assert.deepEqual(
    found.map(({ text, rangeMs, offsetMs, at }) => [
      text,
      rangeMs,
      offsetMs,
      at,
    ]),
    [
      ['a{x="1"}', 5_400_000, 9 * 86_400_000, undefined],
      ["b", undefined, -300_000, undefined],
      ["c", undefined, 0, "end()"],
      ["d", undefined, 0, "12"],
    ],
  );
  assert.equal(found[0]?.from, 18);
});

Deno.test("a modifier belongs to what stands before it, not to all of a sum", () => {
  const usesIn = (text: string) =>
    selectorsIn(text).map(({ text, offsetMs, at }) =>
      `${text} ${offsetMs} ${at}`
    );
  assert.deepEqual(usesIn("a + b offset 1s - c"), [
    "a 0 undefined",
    "b 1000 undefined",
    "c 0 undefined",
  ]);
  assert.deepEqual(usesIn("a + b @ 1"), ["a 0 undefined", "b 0 1"]);
  assert.deepEqual(usesIn("(a + b)[5m:1m] offset 1s"), [
    "a 1000 undefined",
    "b 1000 undefined",
  ]);
  assert.deepEqual(usesIn("sum(a + b) + c"), [
    "a 0 undefined",
    "b 0 undefined",
    "c 0 undefined",
  ]);
});

Deno.test("what is not PromQL is a problem with its place, PromQL has none", () => {
  assert.equal(promqlProblem("sum(rate(x[5m])) by (le)"), undefined);
  assert.match(promqlProblem("sum(rate(x[5m])") ?? "", /at character 16$/);
  assert.match(promqlProblem("x +") ?? "", /missing/);
});
