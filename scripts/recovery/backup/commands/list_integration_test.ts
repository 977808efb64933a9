// Runs with -P=test-system
/**
 * `backup list` and `backup verify`, whole, on a real folder.
 */

import assert from "node:assert/strict";
import { fakeHost } from "../../../lib/cli/host_fake.ts";
import { runTool } from "../../../lib/cli/tool.ts";
import { listBackups } from "../catalog.ts";
import { backupTool } from "../cli.ts";
import { folderStore } from "../folder_store.ts";
import { writeBackup } from "../manifest_fixture.ts";
import { planPrune, prune } from "../retention.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

async function withFolder(
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function run(folder: string, words: string) {
  const args = [...words.split(" "), "--store", folder];
  const host = fakeHost({ args });
  await host.clock.advance(NOW);
  const code = await runTool(host, backupTool);
  return { code, out: host.stdout, err: host.stderr.join("\n") };
}

async function fill(folder: string, ...ages: readonly number[]): Promise<void> {
  for (const minutes of ages) {
    await writeBackup(folderStore(folder), new Date(NOW - minutes * 60_000));
  }
}

Deno.test("backup list says of each backup how old it is, the newest first", () =>
  withFolder(async (folder) => {
    await fill(folder, 60, 5);
    const { code, out } = await run(folder, "list");
    assert.equal(code, 0);
    assert.equal(out.length, 2);
    assert.match(
      out[0] ?? "",
      /^shop_20261124T115500Z {2}5 min old, .*1 orders/,
    );
    assert.match(out[1] ?? "", /^shop_20261124T110000Z {2}60 min old/);
  }));

Deno.test("backup list of an empty store says how to make a backup", () =>
  withFolder(async (folder) => {
    const { code, out } = await run(folder, "list");
    assert.equal(code, 1);
    assert.match(out.join(), /has no backup: .*deno task backup/);
  }));

Deno.test("backup list --json is JSON, also of an empty store", () =>
  withFolder(async (folder) => {
    const empty = await run(folder, "list --json");
    assert.deepEqual(JSON.parse(empty.out.join("\n")), []);
    await fill(folder, 5);
    const [one] = JSON.parse((await run(folder, "list --json")).out.join("\n"));
    assert.equal(one.manifest.id, "shop_20261124T115500Z");
  }));

Deno.test("backup verify passes when every byte is as it was written", () =>
  withFolder(async (folder) => {
    await fill(folder, 60, 5);
    const { code, out } = await run(folder, "verify");
    assert.equal(code, 0);
    assert.ok(out.every((line) => line.startsWith("ok ")), out.join("\n"));
  }));

Deno.test("backup verify fails on one changed byte of an old backup", () =>
  withFolder(async (folder) => {
    await fill(folder, 60, 5);
    const path = `${folder}/shop_20261124T110000Z.dump`;
    const bytes = await Deno.readFile(path);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await Deno.writeFile(path, bytes);
    const { code, out } = await run(folder, "verify");
    assert.equal(code, 1);
    assert.match(out[0] ?? "", /^ok /);
    assert.match(out[1] ?? "", /^BAD .*SHA-256/);
  }));

Deno.test("backup verify fails when there is no good backup at all", () =>
  withFolder(async (folder) => {
    const { code, err } = await run(folder, "verify");
    assert.equal(code, 1);
    assert.match(err, /no good backup/);
  }));

for (
  const [age, code] of [[5, 0], [10, 0], [11, 1]] as const
) {
  Deno.test(`backup verify --max-age 10m ends with ${code} when the newest is ${age} minutes old`, () =>
    withFolder(async (folder) => {
      await fill(folder, 600, age);
      const found = await run(folder, "verify --max-age 10m");
      assert.equal(found.code, code, found.err);
    }));
}

Deno.test("a fresh backup of another database does not hide that the schedule has stopped", () =>
  withFolder(async (folder) => {
    await fill(folder, 60);
    const at = new Date(NOW - 60_000);
    await writeBackup(folderStore(folder), at, "shop_2");
    const { code, err } = await run(folder, "verify --max-age 10m");
    assert.equal(code, 1);
    assert.match(err, /newest good backup of shop is 60 min old/);
    assert.doesNotMatch(err, /of shop_2/);
  }));

Deno.test("a damaged newest backup does not count as fresh", () =>
  withFolder(async (folder) => {
    await fill(folder, 60, 5);
    await Deno.remove(`${folder}/shop_20261124T115500Z.dump`);
    const { code, err } = await run(folder, "verify --max-age 10m");
    assert.equal(code, 1);
    assert.match(err, /60 min old, must be 10m/);
  }));

Deno.test("removing what is too old takes manifest and dump, and leaves the rest", () =>
  withFolder(async (folder) => {
    await fill(folder, 60, 30, 5);
    await Deno.writeTextFile(`${folder}/notes.txt`, "mine");
    const store = folderStore(folder);
    const stored = new Set((await store.list()).map(({ name }) => name));
    const owner = { database: "shop", server: "1" };
    const plan = planPrune(await listBackups(store), stored, owner, 2);
    await prune(store, plan);
    const names = await Array.fromAsync(
      Deno.readDir(folder),
      ({ name }) => name,
    );
    assert.deepEqual(names.toSorted(), [
      "notes.txt",
      ...["113000", "115500"].flatMap((time) =>
        ["dump", "json"].map((ext) => `shop_20261124T${time}Z.${ext}`)
      ),
    ]);
    assert.deepEqual(plan.ids, ["shop_20261124T110000Z"]);
  }));
