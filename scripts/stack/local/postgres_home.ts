/**
 * Which user PostgreSQL runs as, and where its files may lie.
 *
 * The server refuses root. Under root it runs as `nobody`, who must be able to
 * reach its files; in a checkout below a private home directory he cannot, and
 * then they lie in /var/tmp.
 * @module
 */

import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The user `nobody` and his group, on every Linux. */
const NOBODY = 65534;

/** The user that PostgreSQL runs as; undefined = the one who asks. */
export function postgresUser(): number | undefined {
  return Deno.uid() === 0 ? NOBODY : undefined;
}

/** The directory for what `wanted` would hold: itself, or one in /var/tmp. */
export async function reachable(wanted: string): Promise<string> {
  await Deno.mkdir(wanted, { recursive: true });
  if (postgresUser() === undefined || await othersReach(wanted)) return wanted;
  const id = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const elsewhere = `/var/tmp/quickticket-${id}`;
  await Deno.mkdir(elsewhere, { recursive: true });
  await requireOwn(elsewhere);
  return elsewhere;
}

/** Everyone may make folders in /var/tmp, also one that we would trust. */
async function requireOwn(path: string): Promise<void> {
  const { uid, mode, isDirectory } = await Deno.lstat(path);
  const othersWrite = ((mode ?? 0) & 0o022) !== 0;
  if (isDirectory && uid === Deno.uid() && !othersWrite) return;
  throw new CouldNotRun(
    `Cannot keep PostgreSQL's files in ${path}: it belongs to another user, ` +
      "or others may write there. Remove it, or work in a folder that every " +
      "user can reach",
  );
}

const OTHERS_MAY_PASS = 0o001;

async function othersReach(path: string): Promise<boolean> {
  const { mode } = await Deno.stat(path);
  if (((mode ?? 0) & OTHERS_MAY_PASS) === 0) return false;
  const parent = dirname(path);
  return parent === path || await othersReach(parent);
}
