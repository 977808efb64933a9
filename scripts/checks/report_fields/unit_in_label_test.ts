import assert from "node:assert/strict";
import { withUnit } from "./unit_in_label.ts";

for (
  const [label, cell, expected] of [
    ["Duration (ms)", "32,4", "32,4 ms"],
    ["**Duration (s)**", "~0.03", "~0.03 s"],
    ["Duration in seconds", "95", "95 seconds"],
    ["Duration (ms)", "0.03 s", "0.03 s"],
    ["Share (%)", "9", "9"],
    ["Duration", "95", "95"],
    ["Duration (ms)", "1:35", "1:35"],
  ] as const
) {
  Deno.test(`${cell} below ${label} is ${expected}`, () => {
    assert.equal(withUnit(label, cell), expected);
  });
}
