/**
 * The id of the next backup.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { backupId, manifestFile } from "./manifest.ts";
import type { Store } from "./store.ts";

/**
 * A free id. Of two backups in the same second the later one waits for the next
 * second.
 */
export async function freeId(
  store: Pick<Store, "list">,
  database: string,
  clock: Pick<Clock, "now" | "sleep">,
): Promise<string> {
  const names = new Set((await store.list()).map(({ name }) => name));
  for (;;) {
    const id = backupId(database, new Date(clock.now()));
    const own = [manifestFile(id), `${id}.dump`, `${id}.dump.age`];
    if (!own.some((name) => names.has(name))) return id;
    await clock.sleep(1000 - clock.now() % 1000);
  }
}
