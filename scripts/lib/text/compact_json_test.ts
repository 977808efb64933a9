import assert from "node:assert/strict";
import fc from "fast-check";
import { compactJson } from "./compact_json.ts";

Deno.test("what fits in a line stands in one, the rest is broken up", () => {
  const sample = { at: 1, value: 0.25, labels: ["a", "b"] };
  assert.equal(
    compactJson({ samples: Array(6).fill(sample), none: {}, empty: [] }),
    [
      "{",
      '  "samples": [',
      ...Array(5).fill(
        '    { "at": 1, "value": 0.25, "labels": ["a", "b"] },',
      ),
      '    { "at": 1, "value": 0.25, "labels": ["a", "b"] }',
      "  ],",
      '  "none": {},',
      '  "empty": []',
      "}",
    ].join("\n"),
  );
});

Deno.test("it reads back as what it was, and leaves out what is undefined", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
    const text = compactJson(value);
    assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    assert.equal(compactJson(JSON.parse(text)), text);
  }));
  assert.equal(compactJson({ a: undefined, b: 1 }), '{ "b": 1 }');
});
