import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { dumpProblem, listBackups, nextNumber } from "./catalog.ts";
import { chooseBackup } from "./choose_backup.ts";
import { writeBackup } from "./manifest_fixture.ts";
import type { Manifest } from "./manifest.ts";
import { outdated, planPrune, prune } from "./retention.ts";
import { memoryStore } from "./store_fixture.ts";

const SHOP = {
  id: undefined,
  database: "shop",
  server: "1",
  otherServer: "one",
} as const;
const OWNER = { database: "shop", server: "1" };
const NOON = Date.parse("2026-11-24T12:00:00Z");

function minute(n: number): Date {
  return new Date(NOON + n * 60_000);
}

Deno.test("backups are listed newest first, and the newest good one is chosen", async () => {
  const store = memoryStore();
  for (const n of [1, 3, 2]) await writeBackup(store, minute(n));
  const ids = (await listBackups(store)).map(({ id }) => id);
  assert.deepEqual(ids, [
    "shop_20261124T120300Z",
    "shop_20261124T120200Z",
    "shop_20261124T120100Z",
  ]);
  store.files.delete("shop_20261124T120300Z.dump");
  assert.equal((await chooseBackup(store, SHOP)).id, ids[1]);
});

Deno.test("a dump that is missing, cut short or changed is reported", async () => {
  const store = memoryStore();
  const manifest = await writeBackup(store, minute(1));
  const { file } = manifest.dump;
  const bytes = store.files.get(file) ?? new Uint8Array();

  store.files.set(file, bytes.slice(1));
  const [cut] = await listBackups(store);
  assert.match(cut?.problem ?? "", /has \d+ bytes, must have \d+/);

  const changed = bytes.slice();
  changed[3] = (changed[3] ?? 0) ^ 1;
  store.files.set(file, changed);
  assert.match(await dumpProblem(store, manifest) ?? "", /SHA-256 differs/);

  store.files.delete(file);
  const [missing] = await listBackups(store);
  assert.match(missing?.problem ?? "", /is missing/);
  await assert.rejects(
    chooseBackup(store, SHOP),
    (error) => error instanceof CouldNotRun && /is missing/.test(error.message),
  );
});

Deno.test("a manifest under another's name is no manifest", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1));
  const text = store.files.get("shop_20261124T120100Z.json");
  store.files.set("shop_20261124T120200Z.json", text ?? new Uint8Array());
  const copy = (await listBackups(store)).at(-1);
  assert.match(copy?.problem ?? "", /is about shop_20261124T120100Z/);
});

Deno.test("an id that is not there is refused with those that are", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1));
  await assert.rejects(
    chooseBackup(store, { ...SHOP, id: "shop_20261124T120900Z" }),
    /there are shop_20261124T120100Z/,
  );
});

Deno.test("retention takes what is older than the newest good ones, and no good one when there are too few", async () => {
  const store = memoryStore();
  for (const n of [1, 2, 3, 4, 5]) await writeBackup(store, minute(n));
  const ids = async (keep: number): Promise<readonly string[]> =>
    outdated(await listBackups(store), OWNER, keep).map(({ id }) =>
      id.slice(-7, -3)
    );
  assert.deepEqual(await ids(2), ["1203", "1202", "1201"].map((t) => t));

  // The newest two are bad: what is good is kept, whatever its age.
  store.files.delete("shop_20261124T120500Z.dump");
  store.files.delete("shop_20261124T120400Z.dump");
  assert.deepEqual(await ids(2), ["1201"]);
  assert.deepEqual(await ids(4), []);
});

Deno.test("databases of similar names that share a store do not push each other out", async () => {
  const store = memoryStore();
  const names = ["shop", "shop_2", "shop-2", "shop.2", "Shop"];
  for (const [i, name] of names.entries()) {
    for (const n of [1, 2, 3]) {
      await writeBackup(store, minute(10 * i + n), name);
    }
  }
  for (const [i, database] of names.entries()) {
    const owner = { database, server: "1" };
    assert.deepEqual(
      outdated(await listBackups(store), owner, 2).map(({ ended }) => ended),
      [minute(10 * i + 1).toISOString()],
      database,
    );
  }
});

Deno.test("another server's backups of a database of the same name stay", async () => {
  const store = memoryStore();
  const other = { version: "17.5", systemIdentifier: "2", timeline: 1 };
  for (const n of [1, 2]) {
    await writeBackup(store, minute(n), "shop", { server: other });
  }
  for (const n of [3, 4]) await writeBackup(store, minute(n));
  const gone = outdated(await listBackups(store), OWNER, 1);
  assert.deepEqual(gone.map(({ id }) => id), ["shop_20261124T120300Z"]);
});

Deno.test("a clock that was set back does not make a newer backup the older one", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(9), "shop", { number: 1 });
  await writeBackup(store, minute(1), "shop", { number: 2 });
  await writeBackup(store, minute(5), "shop", { number: 3 });
  const all = await listBackups(store);
  assert.deepEqual(all.map(({ manifest }) => manifest?.number), [3, 2, 1]);
  assert.equal(nextNumber(all, "shop"), 4);
  assert.equal(nextNumber(all, "other"), 1);
  assert.equal((await chooseBackup(store, SHOP)).manifest.number, 3);
  assert.deepEqual(
    outdated(all, OWNER, 2).map(({ number }) => number),
    [1],
  );
});

Deno.test("a manifest of another format says which one it has", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1), "shop", {
    schema: "quickticket-backup/1" as Manifest["schema"],
  });
  const [old] = await listBackups(store);
  assert.match(
    old?.problem ?? "",
    /has the format quickticket-backup\/1, and this program reads .*\/2/,
  );
});

Deno.test("what is shown before pruning is what goes, and an unreadable backup stays", async () => {
  const store = memoryStore();
  for (const n of [1, 2, 3, 4]) await writeBackup(store, minute(n));
  store.files.set("shop_20261124T115900Z.json", new Uint8Array([1]));
  store.files.set("shop_20261124T115900Z.dump", new Uint8Array([1]));
  const before = new Set(store.files.keys());
  const plan = planPrune(await listBackups(store), before, OWNER, 2);
  assert.match(plan.notes.join("\n"), /120100Z goes: .*\n.*115900Z stays/);
  await prune(store, plan);
  const gone = [...before].filter((name) => !store.files.has(name));
  assert.deepEqual(gone.toSorted(), plan.files.toSorted());
  assert.equal(gone.length, 4);
});
