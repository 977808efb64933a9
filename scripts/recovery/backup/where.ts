/**
 * Flags that the tools of backups have in common, and what they stand for.
 * @module
 */

import { CouldNotRun, type Flag, text } from "../../lib/cli/mod.ts";
import type { Manifest } from "./manifest.ts";
import { checked } from "./checked.ts";
import type { Bytes, Store } from "./store.ts";

/** `--store`, else `BACKUP_STORE`. */
export const storeFlag: Flag<string> = text("store", {
  default: "backups",
  env: "BACKUP_STORE",
  placeholder: "DIR|s3://BUCKET/PREFIX",
  help: "where backups lie",
});

/** `--identity`, else `BACKUP_IDENTITY`. */
export const identityFlag: Flag<string | undefined> = text("identity", {
  default: undefined,
  env: "BACKUP_IDENTITY",
  placeholder: "FILE",
  help: "private key (age) of encrypted backups",
});

/**
 * The dump of a backup in clear text. Its last piece comes only when all bytes
 * are those that were written, so that no program loads a changed dump whole.
 */
export async function openDump(
  store: Store,
  { id, dump }: Manifest,
  identity: string | undefined,
): Promise<Bytes> {
  const stored = (await store.read(dump.file)).pipeThrough(checked(dump));
  if (dump.encryption === "none") return stored;
  if (identity === undefined) {
    throw new CouldNotRun(
      `Cannot read backup ${id}: it is encrypted; give its private key with ` +
        "--identity FILE",
    );
  }
  const { decrypted, readIdentity } = await import("./encryption.ts"); // large
  return await decrypted(
    stored,
    await readIdentity(identity),
  );
}

/** "3 min", for people. */
export function ageText(at: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
