import assert from "node:assert/strict";
import { decodeText, plainText } from "./read_text.ts";

/** UTF-16 with its mark. @param swap for the other order of bytes */
function utf16(text: string, swap: boolean): Uint8Array {
  return Uint8Array.from(
    [..."\uFEFF" + text].flatMap((one) => {
      const code = one.charCodeAt(0);
      const pair = [code & 0xff, code >> 8];
      return swap ? pair.toReversed() : pair;
    }),
  );
}

Deno.test("text is the same in UTF-8, with a mark, in UTF-16, and with CRLF", () => {
  const text = '{"service":"события"}\nlast line without an end';
  const windows = text.replaceAll("\n", "\r\n");
  const bytes = (of: string) => new TextEncoder().encode(of);
  for (const one of [text, windows]) {
    assert.equal(decodeText(bytes(one)), text);
    assert.equal(decodeText(bytes(`\uFEFF${one}`)), text);
    assert.equal(decodeText(utf16(one, false)), text);
    assert.equal(decodeText(utf16(one, true)), text);
  }
  assert.equal(decodeText(new Uint8Array()), "");
});

Deno.test("only a line end loses its carriage return", () => {
  assert.equal(plainText("a\rb\r\nc\r"), "a\rb\nc\r");
  assert.equal(plainText("\uFEFFa\uFEFF"), "a\uFEFF");
});
