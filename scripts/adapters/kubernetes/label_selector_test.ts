import assert from "node:assert/strict";
import fc from "fast-check";
import { labelsOf } from "./label_selector.ts";

for (
  const [selector, labels] of [
    ["app=gateway", { app: "gateway" }],
    ["app==gateway", { app: "gateway" }],
    [" app = gateway , track=canary ", { app: "gateway", track: "canary" }],
    ["app.kubernetes.io/name=gateway", { "app.kubernetes.io/name": "gateway" }],
    ["app=a,app=a", { app: "a" }],
    ["app!=gateway", undefined],
    ["app in (a)", undefined],
    ["app", undefined],
    ["!app", undefined],
    ["app=", undefined],
    ["=a", undefined],
    ["app=a,", undefined],
    ["app=a,app=b", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`the selector "${selector}" asks for ${JSON.stringify(labels)}`, () => {
    assert.deepEqual(labelsOf(selector), labels);
  });
}

Deno.test("labels that are written as a selector are read as they were", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const all = fc.dictionary(word, word, { minKeys: 1, noNullPrototype: true });
  fc.assert(fc.property(all, (labels) => {
    const selector = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`).join(",");
    assert.deepEqual(labelsOf(selector), labels);
  }));
});
