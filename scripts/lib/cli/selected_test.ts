import assert from "node:assert/strict";
import { selected } from "./selected.ts";

function pick(...names: readonly string[]): readonly string[] {
  return selected("incident", ["slow", "full", "lost"], {
    names,
    nameOf: (one) => one,
  });
}

Deno.test("all are taken without a name, and else the named ones", () => {
  assert.deepEqual(pick(), ["slow", "full", "lost"]);
  assert.deepEqual(pick("lost", "slow", "lost"), ["slow", "lost"]);
});

Deno.test("a name that nothing has is refused beside one that is right", () => {
  assert.throws(() => pick("slow", "fulll"), {
    name: "UsageError",
    message: /incident fulll: there are slow, full, lost; did you mean full\?/,
  });
  assert.throws(() => pick(""), /Cannot find incident /);
});
