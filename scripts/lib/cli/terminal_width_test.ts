import assert from "node:assert/strict";
import fc from "fast-check";
import { fitted } from "./terminal_width.ts";

Deno.test("a long line goes on below, indented", () => {
  assert.equal(fitted("one two three", 8), "one two\n  three");
  assert.equal(fitted("    one two three", 12), "    one two\n      three");
  assert.equal(fitted("short\nlines", 8), "short\nlines");
  assert.equal(
    fitted("a https://a.example/long b", 8),
    "a\n  https://a.example/long\n  b",
  );
});

const words = fc.array(
  fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 9 }),
  { minLength: 1, maxLength: 40 },
);

Deno.test("no line is wider, and no word is lost", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 90 }), (all, columns) => {
      const text = fitted(all.join(" "), columns);
      assert.ok(text.split("\n").every((line) => line.length <= columns), text);
      assert.deepEqual(text.trim().split(/\s+/), all);
    }),
  );
});
