// Runs with -P=test-system
import assert from "node:assert/strict";
import { ROOT } from "../../../adapters/running_stack/mod.ts";
import { LABS } from "../../lab/labs.ts";
import { casesOf } from "./lab_case.ts";
import { overlayOf, withOverlay } from "./overlay.ts";

Deno.test("a tree is as it was after an overlay, whatever happened in it", async () => {
  const tree = await Deno.makeTempDir({ prefix: "overlay-" });
  try {
    await Deno.writeTextFile(`${tree}/kept`, "kept");
    await Deno.writeTextFile(`${tree}/gone`, "gone");
    const overlay = new Map([
      ["kept", new TextEncoder().encode("other")],
      ["gone", null],
      ["deep/new", new Uint8Array([0, 255])],
    ]);
    await assert.rejects(
      withOverlay(tree, overlay, async () => {
        assert.equal(await Deno.readTextFile(`${tree}/kept`), "other");
        assert.equal((await overlayOf(tree)).has("gone"), false);
        throw new Error("a check broke");
      }),
      /a check broke/,
    );
    const after = await overlayOf(tree);
    assert.deepEqual([...after.keys()].toSorted(), ["gone", "kept"]);
    assert.equal(await Deno.readTextFile(`${tree}/kept`), "kept");
  } finally {
    await Deno.remove(tree, { recursive: true });
  }
});

Deno.test("every kept case can be read, and names steps that there are", async () => {
  let count = 0;
  for (const { lab, checks } of LABS) {
    for (const one of await casesOf(lab, ROOT)) {
      count++;
      for (const step of one.steps) {
        assert.ok(checks.some(({ id }) => id === step), `${one.name}: ${step}`);
      }
      assert.ok((await overlayOf(one.files)).size > 0, one.name);
    }
  }
  assert.ok(count >= 39, `${count} cases`);
});
