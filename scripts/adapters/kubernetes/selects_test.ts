import assert from "node:assert/strict";
import { labelSelectorSchema, selects } from "./selects.ts";

const LABELS = { app: "gateway", tier: "edge" };

for (
  const [what, selector, isSelected] of [
    ["equal labels", { matchLabels: { app: "gateway" } }, true],
    ["one that differs", { matchLabels: { app: "gatway" } }, false],
    ["In", {
      matchExpressions: [{
        key: "app",
        operator: "In",
        values: ["events", "gateway"],
      }],
    }, true],
    ["In of others", {
      matchExpressions: [{ key: "app", operator: "In", values: ["events"] }],
    }, false],
    ["NotIn", {
      matchExpressions: [{ key: "app", operator: "NotIn", values: ["events"] }],
    }, true],
    ["Exists", {
      matchExpressions: [{ key: "tier", operator: "Exists" }],
    }, true],
    ["DoesNotExist", {
      matchExpressions: [{ key: "tier", operator: "DoesNotExist" }],
    }, false],
    ["both must hold", {
      matchLabels: { app: "gateway" },
      matchExpressions: [{ key: "tier", operator: "In", values: ["core"] }],
    }, false],
    ["an empty one takes all", {}, true],
  ] as const
) {
  Deno.test(`a selector by labels: ${what}`, () => {
    const parsed = labelSelectorSchema.parse(selector);
    assert.equal(selects(parsed, LABELS), isSelected);
  });
}

Deno.test("a missing selector selects nothing", () => {
  assert.equal(selects(undefined, LABELS), false);
  assert.equal(selects(null, LABELS), false);
});
