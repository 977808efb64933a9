import assert from "node:assert/strict";
import fc from "fast-check";
import { depthOf } from "./depth.ts";

Deno.test("brackets count outside of texts alone", () => {
  assert.equal(depthOf('{"a": [{"b": "[[[\\"{{"}], "c": []}'), 3);
  assert.equal(depthOf('"[[['), 0);
});

Deno.test("the depth is that of the value", () => {
  const deep = (value: unknown): number =>
    typeof value !== "object" || value === null
      ? 0
      : 1 + Math.max(0, ...Object.values(value).map(deep));
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.equal(depthOf(JSON.stringify(value)), deep(value));
  }));
});

Deno.test("a text that never ends is read once", () => {
  assert.equal(depthOf('"' + '\\"'.repeat(2_000_000)), 0);
});
