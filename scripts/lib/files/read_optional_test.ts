import assert from "node:assert/strict";
import { decodeText } from "./read_optional.ts";

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

Deno.test("text is read without its mark, in UTF-8 and both forms of UTF-16", () => {
  const text = '{"service":"события"}\r\n';
  const bytes = new TextEncoder().encode(text);
  assert.equal(decodeText(bytes), text);
  assert.equal(decodeText(new TextEncoder().encode(`\uFEFF${text}`)), text);
  assert.equal(decodeText(utf16(text, false)), text);
  assert.equal(decodeText(utf16(text, true)), text);
  assert.equal(decodeText(new Uint8Array()), "");
});
