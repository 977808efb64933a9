import assert from "node:assert/strict";
import fc from "fast-check";
import { lineSplitter } from "./line_splitter.ts";

function linesOf(text: string, sizes: readonly number[]): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    splitter.push(bytes.subarray(at, at + size));
    at += size;
  }
  splitter.end();
  return lines;
}

Deno.test("lines do not depend on where their bytes were cut, also inside a letter", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom("", "\r", "é", "😀", " "),
  ).map((text) => text.replaceAll("\n", ""));
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.array(line), sizes, fc.boolean(), (lines, sizes, ends) => {
      const text = lines.join("\n") + (ends ? "\n" : "");
      const expected = lines.map((one) => one.replace(/\r$/, ""))
        .filter((one) => one !== "");
      assert.deepEqual(linesOf(text, sizes), expected);
    }),
  );
});

Deno.test("a line that never ends is given out in pieces, and none of it is lost", () => {
  const text = "x".repeat(300_000);
  const lines = linesOf(text, [50_000]);
  assert.ok(lines.length > 1);
  assert.equal(lines.join(""), text);
});
