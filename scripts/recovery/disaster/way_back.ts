/**
 * What would undo a disaster: the backup that a restore would take.
 * @module
 */

import { ageText, chooseBackup, type Store } from "../backup/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Place } from "./place.ts";

/**
 * The command that brings the database back, and how old what it brings is;
 * undefined: nothing does. A backup of another database is no way back.
 */
export async function wayBackFrom(
  store: Store,
  place: Pick<Place, "database">,
  now: number,
): Promise<string | undefined> {
  // A shop that is down already cannot tell: any good backup may be the one.
  const database = await place.database().catch(refusalOnly);
  try {
    const { id, manifest } = await chooseBackup(store, {
      id: undefined,
      database,
    });
    return `deno task restore ${id} (${
      ageText(manifest.snapshot.at, now)
    } old)`;
  } catch (error) {
    return refusalOnly(error);
  }
}

function refusalOnly(error: unknown): undefined {
  if (!(error instanceof CouldNotRun)) throw error;
}
