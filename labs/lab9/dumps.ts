/**
 * Dumps on the volume of the student's backups, seen and restored from the pod
 * that the lab provides for it.
 * @module
 */

import type postgres from "postgres";
import {
  differences,
  fingerprintOf,
} from "../../scripts/recovery/backup/mod.ts";
import type { Kubectl } from "../../scripts/adapters/kubernetes/mod.ts";
import { newestOrder, ordersUntil } from "../../scripts/recovery/drill/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { type Live, onScratch } from "./live.ts";

/** A file there. */
export interface Dump {
  readonly path: string;
  readonly bytes: number;
  /** When it was written last (ms since the epoch). */
  readonly written: number;
}

const INSPECTOR = "deploy/backup-inspector";

/** All dumps there, the oldest first. @throws {CouldNotRun} without the inspector */
export async function dumpsOf(kubectl: Kubectl): Promise<readonly Dump[]> {
  const look =
    "find /backups -type f -name '*.dump' -exec stat -c '%Y %s %n' {} +";
  const text = await kubectl.run(["exec", INSPECTOR, "--", "sh", "-c", look])
    .catch((error: Error) => {
      throw new CouldNotRun(
        `${error.message}\nIs it there? kubectl apply -k labs/lab9`,
      );
    });
  return text.split("\n").filter((line) => line !== "").map((line) => {
    const [seconds = "0", bytes = "0", ...path] = line.split(" ");
    return {
      path: path.join(" "),
      bytes: Number(bytes),
      written: Number(seconds) * 1000,
    };
  }).toSorted((a, b) => a.written - b.written || (a.path < b.path ? -1 : 1));
}

/** Restores a dump into an empty database; why it cannot be, or undefined. */
export type LoadDump = (
  url: string,
  path: string,
) => Promise<string | undefined>;

/** Restores from the volume, inside the cluster. */
export function fromVolume(kubectl: Kubectl): LoadDump {
  return async (url, path) => {
    const inside =
      Object.assign(new URL(url), { hostname: "postgres", port: "5432" }).href;
    const restore =
      'pg_restore --no-owner --no-privileges --exit-on-error -d "$1" "$2"';
    return await kubectl.run(
      ["exec", INSPECTOR, "--", "sh", "-c", restore, "sh", inside, path],
    ).then(() => undefined, (error: Error) => lastLine(error.message));
  };
}

/**
 * The problem of a dump, restored in an empty database; undefined: there is
 * none.
 */
export async function dumpProblem(
  load: LoadDump,
  live: Live,
  { path, bytes }: Dump,
): Promise<string | undefined> {
  if (bytes === 0) return "it is empty, 0 bytes";
  return await onScratch(
    live,
    async (url) =>
      await load(url, path) ?? await withDatabase(
        url,
        (scratch) =>
          withDatabase(live.url, (sql) => differenceOf(scratch, sql)),
      ),
  );
}

async function differenceOf(
  scratch: postgres.Sql,
  live: postgres.Sql,
): Promise<string | undefined> {
  const [found, wanted] = [
    await fingerprintOf(scratch),
    await fingerprintOf(live),
  ];
  const [first] = differences(wanted, found).structure;
  if (first !== undefined) return first;
  const newest = await newestOrder(scratch);
  if (newest === undefined) return "it holds no order";
  // The newest may have been confirmed together with one that was not seen yet.
  const until = new Date(newest.getTime() - 2000);
  const [there, had] = [
    await ordersUntil(scratch, until),
    await ordersUntil(live, until),
  ];
  return there.count === had.count && there.checksum === had.checksum &&
      there.count > 0
    ? undefined
    : `it holds ${there.count} of ${had.count} orders from before ${until.toISOString()}`;
}

/** The last of some lines. */
export function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
