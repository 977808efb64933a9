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
  return elsewhere;
}

const OTHERS_MAY_PASS = 0o001;

async function othersReach(path: string): Promise<boolean> {
  const { mode } = await Deno.stat(path);
  if (((mode ?? 0) & OTHERS_MAY_PASS) === 0) return false;
  const parent = dirname(path);
  return parent === path || await othersReach(parent);
}
