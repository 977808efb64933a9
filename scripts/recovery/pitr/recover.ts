/**
 * A server as it was at a moment: a copy of its files, and the changes after it
 * played up to there.
 * @module
 */

import {
  copyTree,
  dataOf,
  handOver,
  newDirectory,
  type OwnPostgres,
  removeDirectory,
  startPostgres,
} from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { archiveServer } from "./archive_manifest.ts";
import { recoverySettings } from "./recovery_settings.ts";
import { baseBefore, readBases, walOf } from "./wal_archive.ts";

/** A recovered server; its files go when it is closed. */
export interface Recovered extends AsyncDisposable {
  readonly server: OwnPostgres;
  /** The copy that it began with. */
  readonly base: string;
}

/** How long the changes of a day may take to be played (ms). */
const PLAY_MS = 1_800_000;

/**
 * Recovers it.
 * @param moment the last one that is played; undefined: all there is
 * @throws {CouldNotRun} when the archive does not reach it
 */
export async function recover(
  archive: string,
  moment: Date | undefined,
  log: (line: string) => void,
): Promise<Recovered> {
  const owner = await archiveServer(archive);
  const bases = await readBases(archive);
  const foreign = bases.find((one) => one.systemIdentifier !== owner);
  if (owner !== undefined && foreign !== undefined) {
    throw new CouldNotRun(
      `Cannot use the archive ${archive}: it is of the server ${owner}, but ` +
        `${foreign.path} is a copy of the server ${foreign.systemIdentifier}`,
    );
  }
  const base = baseBefore(archive, bases, moment ?? new Date(8.64e15));
  const directory = newDirectory();
  const data = await dataOf(directory);
  log(`From ${base.path} ...`);
  await copyTree(base.path, data);
  // A copy of its own: the server may run as a user who cannot reach ours.
  const wal = data.replace(/data$/, "wal");
  await copyTree(walOf(archive), wal);
  await Deno.writeTextFile(`${data}/recovery.signal`, "");
  await Deno.writeTextFile(
    `${data}/postgresql.auto.conf`,
    recoverySettings(wal, moment),
    { append: true },
  );
  await Deno.chmod(data, 0o700);
  await handOver(data);
  await handOver(wal);
  log("Playing the changes ...");
  try {
    const server = await startPostgres({
      directory,
      readyWithinMs: PLAY_MS,
      note: log,
    });
    return {
      server,
      base: base.path,
      [Symbol.asyncDispose]: async () => {
        await server.close();
        await removeDirectory(directory);
      },
    };
  } catch (cause) {
    await removeDirectory(directory);
    const words = cause instanceof Error ? cause.message : String(cause);
    if (!/before configured recovery target/.test(words)) throw cause;
    throw new CouldNotRun(
      `Cannot go to ${moment?.toISOString()}: the log of changes ends before ` +
        "it; did deno task archive follow run then?",
      { cause },
    );
  }
}
