// Runs with -P=test-system
/**
 * The owner of an archive, on real files and with segments as servers write
 * them.
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { keyOf, newKey } from "../../lib/seal/signing.ts";
import {
  archiveServer,
  baseManifestOf,
  claimArchive,
  writeBaseManifest,
} from "./archive_manifest.ts";
import { archiveTool } from "./cli.ts";
import { recover } from "./recover.ts";
import { basePath, readBases } from "./wal_archive.ts";

const KEY = await keyOf(await newKey());
const MINE = { systemIdentifier: "7712190512000000000", version: "17.5" };
const OTHER = { systemIdentifier: "7712191565268541458", version: "17.5" };

async function withArchive(
  body: (archive: string) => Promise<void>,
): Promise<void> {
  const archive = await Deno.makeTempDir();
  try {
    await body(archive);
  } finally {
    await Deno.remove(archive, { recursive: true });
  }
}

/** Writes the first bytes of a segment. */
async function writeSegment(
  archive: string,
  n: number,
  { systemIdentifier } = MINE,
): Promise<void> {
  const bytes = new Uint8Array(8192);
  new DataView(bytes.buffer).setBigUint64(24, BigInt(systemIdentifier), true);
  await Deno.mkdir(`${archive}/wal`, { recursive: true });
  const name = `0000000100000000${String(n).padStart(8, "0")}`;
  await Deno.writeFile(`${archive}/wal/${name}`, bytes);
}

async function writeBase(
  archive: string,
  n: number,
  ended: string,
  { systemIdentifier, version } = MINE,
): Promise<string> {
  const path = basePath(archive, new Date(ended));
  await Deno.mkdir(path);
  await writeBaseManifest(path, {
    systemIdentifier,
    version,
    timeline: 1,
    startSegment: `0000000100000000${String(n).padStart(8, "0")}`,
    ended,
  }, KEY);
  return path;
}

const foreign = (error: unknown): boolean =>
  error instanceof CouldNotRun && /it is of the server/.test(error.message);

Deno.test("an archive belongs to the server that began it", () =>
  withArchive(async (archive) => {
    assert.equal(await archiveServer(archive), undefined);
    await claimArchive(archive, MINE, KEY);
    await claimArchive(archive, MINE, KEY);
    assert.equal(await archiveServer(archive), MINE.systemIdentifier);
    await assert.rejects(claimArchive(archive, OTHER, KEY), foreign);
  }));

Deno.test("an archive without a manifest is known by its log of changes", () =>
  withArchive(async (archive) => {
    await writeSegment(archive, 1);
    assert.equal(await archiveServer(archive), MINE.systemIdentifier);
    await assert.rejects(claimArchive(archive, OTHER, KEY), foreign);
  }));

Deno.test("a manifest that its log of changes contradicts is refused, and so is one that was edited", () =>
  withArchive(async (archive) => {
    await claimArchive(archive, MINE, KEY);
    await writeSegment(archive, 2, OTHER);
    await assert.rejects(archiveServer(archive), /log of changes is of the/);
    await Deno.writeTextFile(`${archive}/archive.json`, "{}\n");
    await assert.rejects(archiveServer(archive), /has no seal/);
  }));

Deno.test("another server's copy in an archive keeps every moment from being played", () =>
  withArchive(async (archive) => {
    await claimArchive(archive, MINE, KEY);
    await writeBase(archive, 1, "2026-11-24T02:00:00.000Z", OTHER);
    await assert.rejects(recover(archive, undefined, () => {}), foreign);
  }));

Deno.test("a moment inside a copy is refused before anything is copied", () =>
  withArchive(async (archive) => {
    await claimArchive(archive, MINE, KEY);
    await writeBase(archive, 1, "2026-11-24T02:00:00.400Z");
    await assert.rejects(
      recover(archive, new Date("2026-11-24T02:00:00.399Z"), () => {}),
      /was complete at 2026-11-24T02:00:00\.400Z/,
    );
  }));

Deno.test("a copy without its manifest was interrupted, and does not count", () =>
  withArchive(async (archive) => {
    const path = await writeBase(archive, 1, "2026-11-24T02:00:00.000Z");
    assert.equal((await readBases(archive)).length, 1);
    await Deno.remove(baseManifestOf(path));
    assert.deepEqual(await readBases(archive), []);
  }));

Deno.test("what archive trim shows is what it removes", () =>
  withArchive(async (archive) => {
    const run = async (...words: readonly string[]) => {
      const host = fakeHost({ args: ["trim", "--archive", archive, ...words] });
      const code = await runTool(host, archiveTool);
      return { code, out: host.stdout.join("\n"), err: host.stderr.join("\n") };
    };
    const files = async (): Promise<readonly string[]> => [
      ...await Array.fromAsync(Deno.readDir(archive), ({ name }) => name),
      ...await Array.fromAsync(
        Deno.readDir(`${archive}/wal`),
        ({ name }) => name,
      ),
    ];
    assert.equal((await run()).code, 2, "there is no archive yet");
    await claimArchive(archive, MINE, KEY);
    for (const n of [1, 2, 3, 4]) await writeSegment(archive, n);
    await writeBase(archive, 2, "2026-11-24T05:00:00.000Z");
    // The clock was set back in between: the later copy has the earlier time.
    await writeBase(archive, 3, "2026-11-24T01:00:00.000Z");
    const before = await files();
    const shown = await run("--keep", "1", "--dry-run");
    assert.deepEqual(await files(), before, "a preview removes nothing");
    assert.match(shown.out, /4 files and folders would be removed/);
    const done = await run("--keep", "1");
    const after = new Set(await files());
    const gone = before.filter((name) => !after.has(name));
    assert.deepEqual(gone.toSorted(), [
      "000000010000000000000001",
      "000000010000000000000002",
      "base_20261124T050000Z",
      "base_20261124T050000Z.json",
    ]);
    assert.equal(done.out, shown.out.replace("would be removed", "removed"));
  }));
