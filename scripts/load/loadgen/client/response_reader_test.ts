import assert from "node:assert/strict";
import { responseReader } from "./response_reader.ts";

const encoder = new TextEncoder();

const LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhéll";
const CHUNKED = "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n" +
  "3\r\nhé\r\n2;note=x\r\nll\r\n0\r\nTrailer: y\r\n\r\n";
const INTERIM = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";

/** Reads the text in pieces of `size` bytes. */
function read(text: string, size: number) {
  const reader = responseReader(true);
  const bytes = encoder.encode(text);
  let isWhole = false;
  for (let at = 0; at < bytes.length; at += size) {
    assert.equal(isWhole, false, "it was whole before its end");
    isWhole = reader.take(bytes.subarray(at, at + size));
  }
  return { isWhole, reader };
}

Deno.test("a response is the same in whatever pieces it comes", () => {
  for (const text of [LENGTH, CHUNKED, INTERIM + LENGTH, INTERIM + CHUNKED]) {
    for (let size = 1; size <= text.length + 5; size++) {
      const { isWhole, reader } = read(text, size);
      assert.equal(isWhole, true, `pieces of ${size}`);
      assert.equal(reader.text(), "héll");
      assert.equal(reader.status, text.includes("409") ? 409 : 200);
      assert.equal(reader.keepsAlive, true);
    }
  }
});

Deno.test("a body without a length ends with the connection", () => {
  const { isWhole, reader } = read("HTTP/1.1 500 Oh\r\nA: b\r\n\r\nwell", 7);
  assert.equal(isWhole, false);
  assert.equal(reader.keepsAlive, false);
  assert.equal(reader.close(), true);
  assert.equal(reader.text(), "well");
});

Deno.test("a connection that is closed in the middle leaves no response", () => {
  for (const text of [LENGTH, CHUNKED]) {
    for (let end = 0; end < text.length; end++) {
      const { reader } = read(text.slice(0, end), 1000);
      assert.equal(reader.close(), false, `after ${end} characters`);
    }
  }
});

Deno.test("204 and 304 have no body, whatever their head says", () => {
  const head = "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n";
  assert.equal(read(head, 1000).isWhole, true);
  assert.equal(read(head.replace("204", "304"), 3).isWhole, true);
});

Deno.test("Connection: close and HTTP/1.0 end the connection", () => {
  const keeps = (head: string): boolean =>
    read(`${head}\r\nContent-Length: 0\r\n\r\n`, 1000).reader.keepsAlive;
  assert.equal(keeps("HTTP/1.1 200 OK"), true);
  assert.equal(keeps("HTTP/1.1 200 OK\r\nConnection: Close"), false);
  assert.equal(keeps("HTTP/1.0 200 OK"), false);
  assert.equal(keeps("HTTP/1.0 200 OK\r\nconnection: keep-alive"), true);
});

Deno.test("what is no response is refused", () => {
  for (
    const text of [
      "SSH-2.0-OpenSSH\r\n\r\n",
      "HTTP/2 200\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      LENGTH + "more",
      CHUNKED + "HTTP/1.1 200 OK",
      CHUNKED.replace("3\r\n", "x\r\n"),
      "x".repeat(70_000),
    ]
  ) assert.throws(() => read(text, 80_000), SyntaxError, text.slice(0, 80));
});

Deno.test("a text that is not wanted is not kept", () => {
  const reader = responseReader(false);
  assert.equal(reader.take(encoder.encode(LENGTH)), true);
  assert.equal(reader.text(), "");
});
