import assert from "node:assert/strict";
import fc from "fast-check";
import { type Backup, isGood, timeOf } from "./catalog.ts";
import { manifestOf } from "./manifest_fixture.ts";
import { outdated } from "./retention.ts";

/** Stores as they can be: a few databases, moments, and some that are damaged. */
const stores = fc.uniqueArray(
  fc.record({
    database: fc.constantFrom("shop", "other"),
    minute: fc.integer({ min: 0, max: 59 }),
    isDamaged: fc.boolean(),
  }),
  { selector: ({ database, minute }) => `${database} ${minute}` },
).map((all): readonly Backup[] =>
  all.map(({ database, minute, isDamaged }): Backup => {
    const at = new Date(Date.UTC(2026, 10, 24, 12, minute));
    const manifest = manifestOf(at, database);
    return {
      id: manifest.id,
      manifest: isDamaged ? undefined : manifest,
      problem: isDamaged ? "damaged" : undefined,
    };
  }).toSorted((a, b) => timeOf(b.id) < timeOf(a.id) ? -1 : 1)
);

const keeps = fc.integer({ min: 1, max: 6 });

function goodOf(backups: readonly Backup[], database: string): number {
  return backups.filter((one) => isGood(one) && one.id.startsWith(database))
    .length;
}

Deno.test("retention leaves each database as many good backups as it had, up to the number", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(outdated(all, keep));
    const left = all.filter((one) => !gone.has(one));
    for (const database of ["shop", "other"]) {
      assert.equal(
        goodOf(left, database),
        Math.min(keep, goodOf(all, database)),
      );
    }
  }));
});

Deno.test("retention never removes a backup that is newer than one it keeps as good", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(outdated(all, keep));
    for (const old of gone) {
      const database = old.id.split("_")[0] ?? "";
      const newest = all.filter((one) =>
        isGood(one) && !gone.has(one) && one.id.startsWith(database)
      );
      assert.ok(newest.every((one) => timeOf(one.id) > timeOf(old.id)));
    }
  }));
});

Deno.test("retention has nothing more to remove once it has removed", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(outdated(all, keep));
    assert.deepEqual(outdated(all.filter((one) => !gone.has(one)), keep), []);
  }));
});

Deno.test("retention that keeps more never removes more", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(outdated(all, keep));
    assert.ok(outdated(all, keep + 1).every((one) => gone.has(one)));
  }));
});
