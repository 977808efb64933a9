import assert from "node:assert/strict";
import { createHistory } from "./history.ts";
import { History } from "./page/history.js";

function rowsOf(bytes: Uint8Array<ArrayBuffer>): readonly number[] {
  return [...new Float32Array(bytes.buffer)];
}

Deno.test("the server keeps the newest rows, the oldest first", () => {
  const history = createHistory(2, 3);
  assert.deepEqual(rowsOf(history.bytes()), []);
  for (let i = 1; i <= 5; i++) history.add([i, i * 10]);
  assert.deepEqual(rowsOf(history.bytes()), [3, 30, 4, 40, 5, 50]);
});

Deno.test("a row that is too short has no figures at its end", () => {
  const history = createHistory(2, 3);
  history.add([1]);
  assert.deepEqual(rowsOf(history.bytes()), [1, NaN]);
});

Deno.test("the page keeps an hour however long it is open", () => {
  const history = new History(1, 10);
  const out: (number | null)[][] = [[], []];
  for (let i = 1; i <= 105; i++) history.add(i, [i]);
  history.fill([0], 1000, 1000, out);
  const newest = [96, 97, 98, 99, 100, 101, 102, 103, 104, 105];
  assert.deepEqual(out, [newest, newest]);
  assert.equal(history.last(0), 105);
});

Deno.test("what replay and stream both tell is kept once", () => {
  const history = new History(1, 10);
  history.add(1, [1]);
  history.add(1.0001, [1]);
  history.add(0.5, [1]);
  assert.equal(history.length, 1);
});

Deno.test("many rows become few points, and no peak is lost", () => {
  const history = new History(1, 3600);
  for (let i = 0; i < 3600; i++) history.add(i, [i === 1234 ? 99 : 1]);
  const out: (number | null)[][] = [[], []];
  history.fill([0], 3600, 900, out);
  assert.ok((out[0]?.length ?? 0) <= 900);
  assert.equal(Math.max(...out[1]?.map(Number) ?? []), 99);
});

Deno.test("what was not measured is a gap", () => {
  const history = new History(2, 10);
  history.add(1, [1, null]);
  history.add(2, [NaN, 5]);
  const out: (number | null)[][] = [[], [], []];
  history.fill([0, 1], 100, 100, out);
  assert.deepEqual(out, [[1, 2], [1, null], [null, 5]]);
});
