import assert from "node:assert/strict";
import fc from "fast-check";
import { shapeOf, shapeProblem } from "./shape.ts";

Deno.test("brackets and colons count outside of texts alone", () => {
  assert.deepEqual(shapeOf('{"a": [{"b": "[[[\\"{{:"}], "c": []}'), {
    depth: 3,
    keys: 3,
    longest: 8,
  });
  assert.deepEqual(shapeOf('"[[['), { depth: 0, keys: 0, longest: 0 });
});

Deno.test("depth and keys are those of the value", () => {
  const children = (value: unknown): readonly unknown[] =>
    typeof value === "object" && value !== null ? Object.values(value) : [];
  const deep = (value: unknown): number =>
    typeof value !== "object" || value === null
      ? 0
      : 1 + Math.max(0, ...children(value).map(deep));
  const wide = (value: unknown): number =>
    (Array.isArray(value) ? 0 : children(value).length) +
    children(value).reduce((sum: number, one) => sum + wide(one), 0);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const { depth, keys } = shapeOf(JSON.stringify(value));
    assert.deepEqual([depth, keys], [deep(value), wide(value)]);
  }));
});

Deno.test("a text that never ends is read once", () => {
  assert.equal(shapeOf('"' + '\\"'.repeat(2_000_000)).depth, 0);
});

Deno.test("a value that is too deep, too wide or too long is reported with its limit", () => {
  const keys = Object.fromEntries(
    Array.from({ length: 100_001 }, (_, i) => [`k${i}`, 1]),
  );
  assert.match(shapeProblem("[".repeat(65)) ?? "", /nested 65 deep.* 64 /);
  assert.match(shapeProblem(JSON.stringify(keys)) ?? "", /100001 keys/);
  const text = JSON.stringify("a".repeat(300_000));
  assert.match(shapeProblem(text) ?? "", /text of 300000 characters/);
  assert.equal(shapeProblem('{"a": [1, 2]}'), undefined);
});
