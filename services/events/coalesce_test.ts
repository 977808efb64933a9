import assert from "node:assert/strict";
import { coalesce, coalesceBy } from "./coalesce.ts";

function reads(): {
  readonly begun: PromiseWithResolvers<number>[];
  readonly read: () => Promise<number>;
} {
  const begun: PromiseWithResolvers<number>[] = [];
  return {
    begun,
    read() {
      const one = Promise.withResolvers<number>();
      begun.push(one);
      return one.promise;
    },
  };
}

Deno.test("a thousand askers cost two reads, and none gets one from before", async () => {
  const { begun, read } = reads();
  const ask = coalesce(read);
  const first = ask();
  const others = Array.from({ length: 999 }, () => ask());
  assert.equal(begun.length, 1);
  begun[0]?.resolve(1);
  assert.equal(await first, 1);
  await Promise.resolve();
  assert.equal(begun.length, 2);
  begun[1]?.resolve(2);
  assert.deepEqual(new Set(await Promise.all(others)), new Set([2]));
});

Deno.test("askers in a row each have a read of their own", async () => {
  let count = 0;
  const ask = coalesce(() => Promise.resolve(++count));
  assert.equal(await ask(), 1);
  assert.equal(await ask(), 2);
});

Deno.test("a read that fails does not fail those who asked after it began", async () => {
  const { begun, read } = reads();
  const ask = coalesce(read);
  const first = ask();
  const second = ask();
  begun[0]?.reject(new Error("database gone"));
  await assert.rejects(first);
  begun[1]?.resolve(2);
  assert.equal(await second, 2);
});

Deno.test("coalesceBy() shares within a key, not between keys", async () => {
  const asked: string[] = [];
  const ask = coalesceBy((key: string) => {
    asked.push(key);
    return Promise.resolve(key.toUpperCase());
  });
  const answers = await Promise.all(["a", "a", "a", "b"].map(ask));
  assert.deepEqual(answers, ["A", "A", "A", "B"]);
  assert.deepEqual(asked.toSorted(), ["a", "a", "b"]);
  await ask("a");
  assert.equal(asked.length, 4);
});
