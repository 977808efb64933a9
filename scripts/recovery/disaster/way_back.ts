/**
 * Finds the way to undo a disaster: the backup that a restore would take.
 * @module
 */

import { ageText, chooseBackup, type Store } from "../backup/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Place } from "./place.ts";

const SYSTEM_IDENTIFIER =
  "SELECT system_identifier::text FROM pg_control_system()";

/**
 * The command that brings the database back, and how old what it brings is;
 * undefined: nothing does. A backup of another database is no way back.
 */
export async function wayBackFrom(
  store: Store,
  place: Pick<Place, "database" | "ask">,
  now: number,
): Promise<string | undefined> {
  // A shop that is down already cannot tell: the only database it can be, then.
  const database = await place.database().catch(refusalOnly);
  const server = database === undefined
    ? undefined
    : await place.ask(SYSTEM_IDENTIFIER).catch(refusalOnly);
  try {
    const { id, manifest } = await chooseBackup(store, {
      id: undefined,
      database,
      server,
      otherServer: "any",
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
