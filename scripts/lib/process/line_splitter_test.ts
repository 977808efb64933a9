import assert from "node:assert/strict";
import { lineSplitter } from "./line_splitter.ts";

const bytes = new TextEncoder();

function split(...chunks: readonly Uint8Array[]): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

Deno.test("lineSplitter() joins what came in pieces", () => {
  const lines = split(
    bytes.encode("on"),
    bytes.encode("e\ntwo\nth"),
    bytes.encode("ree"),
  );
  assert.deepEqual(lines, ["one", "two", "three"]);
});

Deno.test("lineSplitter() joins a character that was cut in two", () => {
  const euro = bytes.encode("5 €\n");
  assert.deepEqual(split(euro.subarray(0, 3), euro.subarray(3)), ["5 €"]);
});

Deno.test("lineSplitter() drops empty lines and carriage returns", () => {
  assert.deepEqual(split(bytes.encode("a\r\n\r\n\nb\n")), ["a", "b"]);
});

Deno.test("lineSplitter() gives a line without end out in pieces", () => {
  const endless = bytes.encode("x".repeat(100_000));
  const lines = split(endless, endless);
  assert.equal(lines.join("").length, 200_000);
  assert.equal(lines.length, 2);
});
