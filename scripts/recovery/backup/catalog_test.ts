import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { chooseBackup, dumpProblem, listBackups } from "./catalog.ts";
import { writeBackup } from "./manifest_fixture.ts";
import { outdated } from "./retention.ts";
import { memoryStore } from "./store_fixture.ts";

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
  assert.equal((await chooseBackup(store, undefined)).id, ids[1]);
});

Deno.test("a dump that is missing, cut short or changed is told", async () => {
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
    chooseBackup(store, undefined),
    (error) => error instanceof CouldNotRun && /is missing/.test(error.message),
  );
});

Deno.test("a manifest under another's name is no manifest", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1));
  const text = store.files.get("shop_20261124T120100Z.json");
  store.files.set("shop_20261124T120200Z.json", text ?? new Uint8Array());
  const [copy] = await listBackups(store);
  assert.match(copy?.problem ?? "", /is about shop_20261124T120100Z/);
});

Deno.test("an id that is not there is refused with those that are", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1));
  await assert.rejects(
    chooseBackup(store, "shop_20261124T120900Z"),
    /there are shop_20261124T120100Z/,
  );
});

Deno.test("retention takes what is older than the newest good ones, and no good one when there are too few", async () => {
  const store = memoryStore();
  for (const n of [1, 2, 3, 4, 5]) await writeBackup(store, minute(n));
  const ids = async (keep: number): Promise<readonly string[]> =>
    outdated(await listBackups(store), keep).map(({ id }) => id.slice(-7, -3));
  assert.deepEqual(await ids(2), ["1203", "1202", "1201"].map((t) => t));

  // The newest two are bad: what is good is kept, whatever its age.
  store.files.delete("shop_20261124T120500Z.dump");
  store.files.delete("shop_20261124T120400Z.dump");
  assert.deepEqual(await ids(2), ["1201"]);
  assert.deepEqual(await ids(4), []);
});

Deno.test("databases that share a store do not push each other out", async () => {
  const store = memoryStore();
  await writeBackup(store, minute(1), "first");
  for (const n of [2, 3, 4]) await writeBackup(store, minute(n), "second");
  const gone = outdated(await listBackups(store), 2).map(({ id }) => id);
  assert.deepEqual(gone, ["second_20261124T120200Z"]);
});
