import assert from "node:assert/strict";
import fc from "fast-check";
import { type Json, mergePatch } from "./merge_patch.ts";

const value = fc.jsonValue({ maxDepth: 4 }).map((one) =>
  // -0 is written as 0.
  JSON.parse(JSON.stringify(one)) as Json
);

Deno.test("a patch that was applied changes nothing when it is applied again", () => {
  fc.assert(fc.property(value, value, (target, patch) => {
    const once = mergePatch(target, patch);
    assert.deepEqual(mergePatch(once, patch), once);
  }));
});

Deno.test("a patch of an object leaves no null that it has brought itself", () => {
  const patch = fc.dictionary(fc.constantFrom("a", "b", "c"), value);
  fc.assert(fc.property(patch, patch, (target, patch) => {
    const merged = mergePatch(target, patch);
    assert.ok(typeof merged === "object" && merged !== null);
    for (const [key, one] of Object.entries(patch)) {
      assert.equal(Object.hasOwn(merged, key), one !== null, key);
    }
  }));
});

Deno.test("a key that objects know by themselves is a key like any other", () => {
  for (const key of ["__proto__", "constructor", "toString"]) {
    const patch: Json = JSON.parse(`{"${key}": {"a": 1}}`);
    const merged = mergePatch({}, patch);
    assert.equal(JSON.stringify(merged), JSON.stringify(patch));
  }
});
