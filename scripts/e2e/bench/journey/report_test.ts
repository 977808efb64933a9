import assert from "node:assert/strict";
import type { Sample } from "./journey.ts";
import { journeyText, rowsOf } from "./report.ts";
import { importMapOf, SHOP, VARIANTS } from "./variants.ts";

function sample(variant: string, gateway: number): Sample {
  return {
    variant,
    gateway,
    events: 200,
    payments: 100,
    perSecond: 1000,
    p99Ms: 20,
  };
}

Deno.test("a ratio is taken within each round, since rounds differ", () => {
  const rows = rowsOf([
    ...[sample(SHOP.name, 700), sample("bare", 200)], // 0.5
    ...[sample(SHOP.name, 9700), sample("bare", 5200)], // 0.55
    ...[sample(SHOP.name, 1700), sample("bare", 700)], // 0.5
  ]);
  assert.deepEqual(rows.map(({ variant, ratio }) => [variant, ratio]), [
    [SHOP.name, 1],
    ["bare", 0.5],
  ]);
  assert.equal(rows[0]?.gateway, 1700);
  assert.equal(rows[0]?.all, 2000);
});

Deno.test("a round without the shop has no ratio", () => {
  assert.throws(() => rowsOf([sample("bare", 1)]), /Round 1/);
});

Deno.test("the table has a row for each variant", () => {
  const text = journeyText([sample(SHOP.name, 700), sample("bare", 200)]);
  assert.match(text, /\| the shop \| 700 \| 200 \| 100 \| 1000 \| 100 % \|/);
  assert.match(text, /\| bare \| 200 \| 200 \| 100 \| 500 \| 50 % \|/);
});

Deno.test("an import map keeps the project's names and replaces modules", () => {
  const { imports } = importMapOf(
    { name: "x", modules: { "shared/a.ts": "a.ts" } },
    { zod: "npm:zod@4" },
    "file:///shop/",
  );
  assert.deepEqual(imports, {
    zod: "npm:zod@4",
    "file:///shop/services/shared/a.ts":
      "file:///shop/scripts/e2e/bench/journey/without/a.ts",
  });
});

Deno.test("each variant but the first three takes one layer away", () => {
  const [shop, bare, before, ...others] = VARIANTS;
  assert.equal(shop, SHOP);
  assert.ok(bare?.isBare);
  assert.match(before?.name ?? "", /as before$/);
  for (const { name, modules = {} } of others) {
    assert.equal(Object.keys(modules).length, 1, name);
  }
  assert.equal(new Set(VARIANTS.map(({ name }) => name)).size, VARIANTS.length);
});
