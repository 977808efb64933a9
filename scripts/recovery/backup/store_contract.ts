/**
 * The rules for every store: the one in memory that tests use, and the real
 * ones.
 * @module
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { readText, type Store, textBytes } from "./store.ts";

/** Runs the same tests on an empty store each. */
export function testStore(
  name: string,
  withStore: (body: (store: Store) => Promise<void>) => Promise<void>,
): void {
  function test(rule: string, body: (store: Store) => Promise<void>): void {
    Deno.test(`${name}: ${rule}`, () => withStore(body));
  }

  test("an empty store lists nothing", async (store) => {
    assert.deepEqual(await store.list(), []);
  });

  test("what was written is read, and listed with its size", async (store) => {
    await store.write("a.json", textBytes("äöü"));
    await store.write("b.dump", textBytes("b"));
    assert.equal(await readText(store, "a.json"), "äöü");
    const files = (await store.list()).map(({ name, bytes }) => [name, bytes]);
    assert.deepEqual(files.toSorted(), [["a.json", 6], ["b.dump", 1]]);
  });

  test("a file is never replaced", async (store) => {
    await store.write("a.json", textBytes("first"));
    await assert.rejects(
      store.write("a.json", textBytes("second")),
      CouldNotRun,
    );
    assert.equal(await readText(store, "a.json"), "first");
  });

  test("a file whose bytes end in an error is not there", async (store) => {
    const broken = ReadableStream.from((async function* () {
      yield new TextEncoder().encode("half of ");
      await Promise.resolve();
      throw new TypeError("the disk is gone");
    })());
    await assert.rejects(store.write("a.json", broken), /the disk is gone/);
    assert.deepEqual(await store.list(), []);
    await store.write("a.json", textBytes("whole"));
    assert.equal(await readText(store, "a.json"), "whole");
  });

  test("a file that is not there cannot be read", async (store) => {
    await assert.rejects(store.read("a.json"), CouldNotRun);
  });

  test("a file that was removed is not there any more", async (store) => {
    await store.write("a.json", textBytes("a"));
    await store.remove("a.json");
    assert.deepEqual(await store.list(), []);
    await assert.rejects(store.read("a.json"), CouldNotRun);
  });

  test("bytes of more than one piece stay in their order", async (store) => {
    const pieces = Array.from({ length: 300 }, (_, n) => `${n},`.repeat(500));
    const encoder = new TextEncoder();
    await store.write(
      "big",
      ReadableStream.from(pieces.map((one) => encoder.encode(one))),
    );
    assert.equal(await readText(store, "big"), pieces.join(""));
  });
}
