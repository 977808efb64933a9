import assert from "node:assert/strict";
import { createLineWriter } from "./line_writer.ts";

/** A stream that takes a few bytes at a time, and a turn that is ended by hand. */
function bed() {
  const writes: string[] = [];
  const planned: (() => void)[] = [];
  const writer = createLineWriter({
    writeSync(bytes) {
      const taken = bytes.subarray(0, 40);
      writes.push(new TextDecoder().decode(taken));
      return taken.length;
    },
  }, (flush) => void planned.push(flush));
  return { writer, writes, planned, text: () => writes.join("") };
}

Deno.test("the lines of one turn are one write, in their order", () => {
  const { writer, writes, planned } = bed();
  writer.write("a", false);
  writer.write("b", false);
  assert.deepEqual(writes, []);
  assert.equal(planned.length, 1);
  planned[0]?.();
  assert.deepEqual(writes, ["a\nb\n"]);
  writer.write("c", false);
  assert.equal(planned.length, 2);
});

Deno.test("an urgent line is written at once, after those that wait", () => {
  const { writer, planned, text } = bed();
  writer.write("a", false);
  writer.write("failed", true);
  assert.equal(text(), "a\nfailed\n");
  planned[0]?.(); // finds nothing any more
  assert.equal(text(), "a\nfailed\n");
});

Deno.test("what waits at the end of the process is written by flush", () => {
  const { writer, text } = bed();
  writer.write("last", false);
  writer.flush();
  writer.flush();
  assert.equal(text(), "last\n");
});

Deno.test("a line that is longer than a write, or than what may wait, is whole", () => {
  const { writer, planned, text } = bed();
  const long = "a".repeat(20_000);
  writer.write(long, false);
  assert.equal(planned.length, 0);
  assert.equal(text(), `${long}\n`);
});
