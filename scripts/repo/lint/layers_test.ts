import assert from "node:assert/strict";
import fc from "fast-check";
import { isDoor, layerOf, LAYERS, refusedImport, wingOf } from "./layers.ts";

for (
  const [path, wing] of [
    ["services/gateway/app.ts", "services"],
    ["services/shared/mod.ts", "services"],
    ["scripts/lib/cli/mod.ts", "lib"],
    ["scripts/e2e/crash/cli.ts", "e2e"],
    ["labs/lab3/check.ts", "labs"],
    ["labs/negative_controls.yaml", "labs"],
    ["labs/lab11/solution/services/notifications/app.ts", undefined],
    ["labs/lab11/start/services/gateway/pay.ts", undefined],
    ["labs/lab3/cases/a/files/x.ts", undefined],
    ["scripts/loose.ts", undefined],
    ["lectures/lec1.md", undefined],
    ["deno.json", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`${JSON.stringify(path)} belongs to ${wing ?? "no wing"}`, () => {
    assert.equal(wingOf(path), wing);
  });
}

for (
  const [path, isOne] of [
    ["scripts/lib/cli/mod.ts", true],
    ["scripts/adapters/kubernetes/api/mod.ts", true],
    ["labs/lab3/check.ts", true],
    ["labs/lab12/check.ts", true],
    ["labs/lab3/board/check.ts", false],
    ["scripts/checks/check.ts", false],
    ["scripts/lib/cli/tool.ts", false],
    ["scripts/lib/cli/mod_test.ts", false],
    ["scripts/lib/cli/mymod.ts", false],
    ["mod.ts", false],
  ] as const
) {
  Deno.test(`${path} is ${isOne ? "a door" : "no door"}`, () => {
    assert.equal(isDoor(path), isOne);
  });
}

for (
  const [what, from, to, said] of [
    [
      "down through a door",
      "scripts/stack/a/b.ts",
      "scripts/lib/cli/mod.ts",
      undefined,
    ],
    [
      "down past a door",
      "scripts/stack/a/b.ts",
      "scripts/lib/cli/tool.ts",
      /only through a mod\.ts/,
    ],
    [
      "up",
      "scripts/lib/a/b.ts",
      "scripts/stack/a/mod.ts",
      /lib must not import stack: it stands in a layer above/,
    ],
    [
      "beside",
      "scripts/schema/a/b.ts",
      "scripts/load/a/mod.ts",
      /it stands in a layer beside/,
    ],
    [
      "within a wing, past a door",
      "scripts/lib/a/b.ts",
      "scripts/lib/cli/tool.ts",
      undefined,
    ],
    [
      "a service to a script",
      "services/events/a.ts",
      "scripts/lib/cli/mod.ts",
      /services must not import lib/,
    ],
    [
      "a lab through its door",
      "scripts/course/lab/labs.ts",
      "labs/lab1/check.ts",
      undefined,
    ],
    [
      "a lab past its door",
      "scripts/course/lab/labs.ts",
      "labs/lab1/buy_check.ts",
      /only through a mod\.ts/,
    ],
    ["an overlay", "labs/lab1/solution/a.ts", "scripts/repo/a/b.ts", undefined],
    ["to a file of no wing", "scripts/lib/a/b.ts", "lectures/a.ts", undefined],
    [
      "from a wing without a layer",
      "scripts/attic/a/b.ts",
      "scripts/lib/cli/mod.ts",
      /No layer has a wing attic/,
    ],
    [
      "to a wing without a layer",
      "scripts/repo/a/b.ts",
      "scripts/attic/a/mod.ts",
      /No layer has a wing attic/,
    ],
  ] as const
) {
  Deno.test(`an import ${what} is ${said === undefined ? "allowed" : "refused"}`, () => {
    const words = refusedImport(from, to);
    if (said === undefined) return assert.equal(words, undefined);
    assert.match(words ?? "", said);
  });
}

const wing = fc.constantFrom(...LAYERS.flat());

function doorOf(wing: string): string {
  if (wing === "services") return "services/shared/mod.ts";
  return wing === "labs" ? "labs/lab1/check.ts" : `scripts/${wing}/a/mod.ts`;
}

Deno.test("each wing has one layer, and is the wing of its own door", () => {
  const all = LAYERS.flat();
  assert.equal(new Set(all).size, all.length);
  for (const one of all) assert.equal(wingOf(doorOf(one)), one);
});

Deno.test("of two wings at most one may import the other, so no circle can close", () => {
  fc.assert(fc.property(wing, wing, (a, b) => {
    const there = refusedImport(doorOf(a), doorOf(b)) === undefined;
    const back = refusedImport(doorOf(b), doorOf(a)) === undefined;
    assert.equal(there && back, a === b);
    if (a !== b && there) {
      assert.ok((layerOf(a) ?? 0) > (layerOf(b) ?? 0));
    }
  }));
});
