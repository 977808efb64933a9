import assert from "node:assert/strict";
import fc from "fast-check";
import { backupId, manifestFile, manifestSchema } from "./manifest.ts";
import { manifestOf } from "./manifest_fixture.ts";

const NOON = new Date("2026-11-24T12:00:00.987Z");

const moments = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2100-01-01T00:00:00Z"),
  noInvalidDate: true,
});

Deno.test("an id is the database and the second, in letters that every store takes", () => {
  assert.equal(backupId("quickticket", NOON), "quickticket_20261124T120000Z");
  assert.equal(manifestFile("a"), "a.json");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), moments, (name, at) => {
      assert.match(backupId(name, at), /^[A-Za-z0-9-]*_\d{8}T\d{6}Z$/);
    }),
  );
});

Deno.test("ids of one database sort as their moments do", () => {
  fc.assert(fc.property(moments, moments, (a, b) => {
    const [first, second] = [a, b].map((at) => backupId("shop", at));
    const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
    assert.equal(
      (first ?? "") < (second ?? ""),
      seconds(a) < seconds(b),
    );
  }));
});

Deno.test("a manifest that lacks a fact, or has one too many, is refused", () => {
  const good = manifestOf(NOON);
  assert.ok(manifestSchema.safeParse(good).success);
  for (const key of Object.keys(good)) {
    const { [key]: _, ...rest } = { ...good } as Record<string, unknown>;
    assert.ok(!manifestSchema.safeParse(rest).success, key);
  }
  assert.ok(!manifestSchema.safeParse({ ...good, note: "" }).success);
});

const WRONG: readonly (readonly [string, object])[] = [
  ["an empty dump", { dump: { ...manifestOf(NOON).dump, bytes: 0 } }],
  ["a malformed digest", { dump: { ...manifestOf(NOON).dump, sha256: "" } }],
  ["a moment without a zone", { snapshot: { at: "2026-11-24", lsn: "0/1" } }],
  ["an id that leads out of its folder", { id: "../shop" }],
  ["an id with a slash in it", { id: "a/b" }],
  ["another format", { schema: "quickticket-backup/1" }],
];

for (const [what, change] of WRONG) {
  Deno.test(`a manifest with ${what} is refused`, () => {
    const { success } = manifestSchema.safeParse({
      ...manifestOf(NOON),
      ...change,
    });
    assert.equal(success, false);
  });
}
