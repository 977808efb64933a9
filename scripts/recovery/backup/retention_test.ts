import assert from "node:assert/strict";
import fc from "fast-check";
import { type Backup, isGood, newestFirst } from "./catalog.ts";
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
  newestFirst(all.map(({ database, minute, isDamaged }): Backup => {
    const at = new Date(Date.UTC(2026, 10, 24, 12, minute));
    const manifest = manifestOf(at, database);
    return {
      id: manifest.id,
      manifest,
      problem: isDamaged ? "damaged" : undefined,
    };
  }))
);

const DATABASES = ["shop", "other"];

/** The removed backups when each database is pruned in its turn. */
function goneOf(all: readonly Backup[], keep: number): readonly Backup[] {
  const ids = new Set(
    DATABASES.flatMap((database) =>
      outdated(all, { database, server: "1" }, keep).map(({ id }) => id)
    ),
  );
  return all.filter(({ id }) => ids.has(id));
}

const keeps = fc.integer({ min: 1, max: 6 });

function goodOf(backups: readonly Backup[], database: string): number {
  return backups.filter((one) => isGood(one) && one.id.startsWith(database))
    .length;
}

Deno.test("retention leaves each database as many good backups as it had, up to the number", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(goneOf(all, keep));
    const left = all.filter((one) => !gone.has(one));
    for (const database of DATABASES) {
      assert.equal(
        goodOf(left, database),
        Math.min(keep, goodOf(all, database)),
      );
    }
  }));
});

Deno.test("retention never removes a backup that is newer than one it keeps as good", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(goneOf(all, keep));
    for (const old of gone) {
      const database = old.id.split("_")[0] ?? "";
      const newest = all.filter((one) =>
        isGood(one) && !gone.has(one) && one.id.startsWith(database)
      );
      assert.ok(newest.every((one) => one.id > old.id));
    }
  }));
});

Deno.test("retention has nothing more to remove once it has removed", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(goneOf(all, keep));
    assert.deepEqual(goneOf(all.filter((one) => !gone.has(one)), keep), []);
  }));
});

Deno.test("retention that keeps more never removes more", () => {
  fc.assert(fc.property(stores, keeps, (all, keep) => {
    const gone = new Set(goneOf(all, keep));
    assert.ok(goneOf(all, keep + 1).every((one) => gone.has(one)));
  }));
});
