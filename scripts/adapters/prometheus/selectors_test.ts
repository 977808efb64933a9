import assert from "node:assert/strict";
import { parseSelector } from "./promql/parse.ts";
import { labelsFor, selectorText, selects, seriesName } from "./selectors.ts";

Deno.test("selects() anchors its expressions, and an absent label is empty", () => {
  const selector = parseSelector('x{status=~"5..",path!="/a"}');
  assert.equal(selects(selector, { status: "500" }), true);
  assert.equal(selects(selector, { status: "5000" }), false);
  assert.equal(selects(selector, { status: "500", path: "/a" }), false);
  const folded = parseSelector('x{a=~"(?i)get|.b"}');
  assert.equal(selects(folded, { a: "GET" }), true);
  assert.equal(selects(folded, { a: "\nb" }), true);
});

Deno.test("labelsFor() finds labels that one selector takes and another does not", () => {
  const total = parseSelector('x{path="/a"}');
  const good = parseSelector('x{path="/a",status!~"5.."}');
  assert.deepEqual(labelsFor([total, good]), { path: "/a", status: "200" });
  assert.deepEqual(labelsFor([total], [good]), { path: "/a", status: "500" });
  assert.throws(
    () => labelsFor([parseSelector('x{a="1"}'), parseSelector('x{a="2"}')]),
    /Cannot find a series/,
  );
});

Deno.test("a selector is written as PromQL, with what has to be escaped", () => {
  const text = 'x{a="b\\"c",d=~"e\\\\f"}';
  assert.equal(selectorText(parseSelector(text)), text);
  assert.equal(selectorText(parseSelector("x{}")), "x");
  assert.equal(seriesName("x", { a: 'b"' }), 'x{a="b\\""}');
  assert.equal(seriesName("x", {}), "x{}");
});
