import assert from "node:assert/strict";
import fc from "fast-check";
import { printable, printableLine } from "./printable.ts";

for (
  const [name, text, shown] of [
    ["a colour", "\x1b[31mred", "\\u001b[31mred"],
    ["a title", "\x1b]0;owned\x07", "\\u001b]0;owned\\u0007"],
    ["the 8-bit form of an escape", "\x9b2J", "\\u009b2J"],
    ["a return to the start of the line", "FAILED\rok", "FAILED\\u000dok"],
    ["a backspace", "no\b\bok", "no\\u0008\\u0008ok"],
    ["a turn of the direction", "a\u202eb", "a\\u202eb"],
    ["a line end of Windows", "a\r\nb", "a\nb"],
    ["plain text", "zoë\t4 ✓\n", "zoë\t4 ✓\n"],
  ] as const
) {
  Deno.test(`${name} is shown, not obeyed`, () => {
    assert.equal(printable(text), shown);
  });
}

Deno.test("JSON stays the same value", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.equal(JSON.parse(printable(JSON.stringify(text))), text);
  }));
});

Deno.test("a line is one line, and no longer than its limit", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const line = printableLine(text, 20);
    assert.ok([...line].length <= 20, line);
    assert.doesNotMatch(line, /[\n\r]/);
  }));
});
