/**
 * Backups for tests: a few bytes and a true manifest.
 * @module
 */

import { createHash } from "node:crypto";
import { seal } from "../../lib/seal/sealed_json.ts";
import { keyOf, newKey } from "../../lib/seal/signing.ts";
import { backupId, MANIFEST, type Manifest, manifestFile } from "./manifest.ts";
import { type Store, textBytes } from "./store.ts";

/** A server's answers about a plain database. */
export const PROPERTIES: Manifest["properties"] = {
  owner: "quickticket",
  encoding: "UTF8",
  collate: "C",
  ctype: "C",
  provider: "libc",
  locale: null,
  connectionLimit: -1,
  comment: null,
  settings: [],
  grants: [],
  revoked: [],
};

/** A manifest of that moment, as one of these dumps has it; later is newer. */
export function manifestOf(at: Date, database = "shop"): Manifest {
  const id = backupId(database, at);
  const text = dumpOf(id);
  return {
    schema: MANIFEST,
    id,
    database,
    server: { version: "17.5", systemIdentifier: "1", timeline: 1 },
    number: Math.max(1, Math.floor(at.getTime() / 1000)),
    ended: at.toISOString(),
    snapshot: { at: at.toISOString(), lsn: "0/1" },
    canary: null,
    dump: {
      file: `${id}.dump`,
      bytes: text.length,
      sha256: createHash("sha256").update(text).digest("hex"),
      format: "custom",
      encryption: "none",
    },
    properties: PROPERTIES,
    rights: { statements: [], roles: ["quickticket"] },
    tool: { program: "pg_dump (PostgreSQL) 17.5", digest: "" },
    ms: 1,
    tables: [{
      name: "public.orders",
      rows: 1,
      checksum: "1",
      method: "record",
    }],
    structure: [],
    sequences: [],
  };
}

function dumpOf(id: string): string {
  return `dump of ${id}`;
}

/** Writes one of that moment, with what a test changes in its manifest. */
export async function writeBackup(
  store: Store,
  at: Date,
  database = "shop",
  changes: Partial<Manifest> = {},
): Promise<Manifest> {
  const manifest = { ...manifestOf(at, database), ...changes };
  const { id } = manifest;
  const text = dumpOf(id);
  await store.write(manifest.dump.file, textBytes(text));
  const key = await keyOf(await newKey());
  await store.write(manifestFile(id), textBytes(await seal(manifest, key)));
  return manifest;
}
