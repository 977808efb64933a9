// Runs with -P=test-system
/**
 * A folder as a store, on the real file system.
 */

import assert from "node:assert/strict";
import { folderStore } from "./folder_store.ts";
import { type Store, textBytes } from "./store.ts";
import { testStore } from "./store_contract.ts";

async function withFolder(
  body: (folder: string, store: Store) => Promise<void>,
): Promise<void> {
  const parent = await Deno.makeTempDir();
  const folder = `${parent}/backups`; // it is made when it is needed
  try {
    await body(folder, folderStore(folder));
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}

testStore("a folder", (body) => withFolder((_, store) => body(store)));

Deno.test("a folder: only its owner can read customers' data", () =>
  withFolder(async (folder, store) => {
    await store.write("a.dump", textBytes("a"));
    const { mode } = await Deno.stat(`${folder}/a.dump`);
    assert.equal((mode ?? 0) & 0o077, 0);
  }));

Deno.test("a folder: nothing is left of a write that failed", () =>
  withFolder(async (folder, store) => {
    const broken = ReadableStream.from((async function* () {
      yield new Uint8Array([1]);
      await Promise.resolve();
      throw new TypeError("gone");
    })());
    await assert.rejects(store.write("a.dump", broken));
    const left = await Array.fromAsync(Deno.readDir(folder));
    assert.deepEqual(left, []);
  }));

Deno.test("a folder: a file that is being written is not listed", () =>
  withFolder(async (_, store) => {
    const half = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    const writing = store.write(
      "a.dump",
      ReadableStream.from((async function* () {
        yield new Uint8Array([1]);
        half.resolve();
        await going.promise;
        yield new Uint8Array([2]);
      })()),
    );
    await half.promise;
    assert.deepEqual(await store.list(), []);
    going.resolve();
    await writing;
    assert.deepEqual((await store.list()).map(({ bytes }) => bytes), [2]);
  }));

Deno.test("a folder: the unfinished file of a writer that died a day ago is cleared away, a young one is not", () =>
  withFolder(async (folder, store) => {
    await Deno.mkdir(folder);
    const [old, young] = [`${folder}/old.1.part`, `${folder}/young.2.part`];
    await Deno.writeTextFile(old, "half");
    await Deno.writeTextFile(young, "half");
    const before = new Date(Date.now() - 25 * 3_600_000);
    await Deno.utime(old, before, before);
    await store.write("a.dump", textBytes("a"));
    const names = await Array.fromAsync(
      Deno.readDir(folder),
      ({ name }) => name,
    );
    assert.deepEqual(names.toSorted(), ["a.dump", "young.2.part"]);
  }));
