/**
 * Backups for tests: a few bytes and a true manifest.
 * @module
 */

import { createHash } from "node:crypto";
import { seal } from "../../lib/seal/sealed_json.ts";
import { keyOf, newKey } from "../../lib/seal/signing.ts";
import { backupId, MANIFEST, type Manifest, manifestFile } from "./manifest.ts";
import { type Store, textBytes } from "./store.ts";

/** Writes one of that moment. */
export async function writeBackup(
  store: Store,
  at: Date,
  database = "shop",
): Promise<Manifest> {
  const id = backupId(database, at);
  const text = `dump of ${id}`;
  const manifest: Manifest = {
    schema: MANIFEST,
    id,
    database,
    server: { version: "17.5", systemIdentifier: "1" },
    snapshot: { at: at.toISOString(), lsn: "0/1" },
    canary: null,
    dump: {
      file: `${id}.dump`,
      bytes: text.length,
      sha256: createHash("sha256").update(text).digest("hex"),
      format: "custom",
      encryption: "none",
    },
    tool: { program: "pg_dump (PostgreSQL) 17.5", digest: "" },
    ms: 1,
    tables: [{
      name: "public.orders",
      rows: 1,
      checksum: "1",
      method: "record",
    }],
    structure: [],
  };
  await store.write(manifest.dump.file, textBytes(text));
  const key = await keyOf(await newKey());
  await store.write(manifestFile(id), textBytes(await seal(manifest, key)));
  return manifest;
}
