import assert from "node:assert/strict";
import { labelsFor, parseSelector, selects } from "./selectors.ts";

Deno.test("a selector is taken apart, braces in its values included", () => {
  const text = 'requests_total{path=~"/a|/b/[{]id[}]",status!~"5.."}';
  assert.deepEqual(parseSelector(text), {
    metric: "requests_total",
    matchers: [
      { label: "path", op: "=~", value: "/a|/b/[{]id[}]" },
      { label: "status", op: "!~", value: "5.." },
    ],
  });
  assert.deepEqual(parseSelector("up"), { metric: "up", matchers: [] });
});

Deno.test("selects() anchors its expressions, and an absent label is empty", () => {
  const selector = parseSelector('x{status=~"5..",path!="/a"}');
  assert.equal(selects(selector, { status: "500" }), true);
  assert.equal(selects(selector, { status: "5000" }), false);
  assert.equal(selects(selector, { status: "500", path: "/a" }), false);
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
