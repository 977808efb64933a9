import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { writeBackup } from "./manifest_fixture.ts";
import { memoryStore } from "./store_fixture.ts";
import { ageText, openDump } from "./where.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

for (
  const [seconds, text] of [
    [0, "0 s"],
    [119, "119 s"],
    [120, "2 min"],
    [3599, "60 min"],
    [7199, "120 min"],
    [7200, "2 h"],
    [48 * 3600, "48 h"],
  ] as const
) {
  Deno.test(`an age of ${seconds} s is shown as ${text}`, () => {
    const at = new Date(NOW - seconds * 1000).toISOString();
    assert.equal(ageText(at, NOW), text);
  });
}

Deno.test("a backup from the future, by a clock that is wrong, has the age 0", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), (ms) => {
    assert.equal(ageText(new Date(NOW + ms).toISOString(), NOW), "0 s");
  }));
});

Deno.test("the dump of a backup is read as it was written", async () => {
  const store = memoryStore();
  const manifest = await writeBackup(store, new Date(NOW));
  const bytes = await openDump(store, manifest, undefined);
  assert.equal(await new Response(bytes).text(), `dump of ${manifest.id}`);
});

Deno.test("a dump that was changed since ends in an error instead of its end", async () => {
  const store = memoryStore();
  const manifest = await writeBackup(store, new Date(NOW));
  const bytes = store.files.get(manifest.dump.file)?.slice();
  assert.ok(bytes);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  store.files.set(manifest.dump.file, bytes);
  const open = await openDump(store, manifest, undefined);
  await assert.rejects(new Response(open).text(), CouldNotRun);
});

Deno.test("an encrypted backup asks for its private key before a byte is read", async () => {
  const store = memoryStore();
  const { dump, ...rest } = await writeBackup(store, new Date(NOW));
  const secret = { ...rest, dump: { ...dump, encryption: "age" as const } };
  await assert.rejects(
    openDump(store, secret, undefined),
    (error) => error instanceof CouldNotRun && /--identity/.test(error.message),
  );
});
