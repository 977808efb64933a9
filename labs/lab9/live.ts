/**
 * The student's database in the cluster, as a check reaches it: by a port that
 * is forwarded for as long as the check takes.
 * @module
 */

import { podsOf, portForward } from "../../scripts/adapters/kubernetes/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  type Databases,
  databasesOf,
} from "../../scripts/recovery/backup/restore/mod.ts";

/** The database that the shop uses now. */
export interface Live {
  /** Of the shop's own database. */
  readonly url: string;
  /** The pod of its server. */
  readonly pod: string;
  /** All databases of that server. */
  readonly databases: Databases;
}

/** What its image was told, in the order of {@link onLive}'s words. */
const VARIABLES = ["POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"];

/** A database of the check's own, on the student's server. */
const SCRATCH = "lab9_check";

/**
 * Works on it.
 * @throws {CouldNotRun} when no server is ready
 */
export async function onLive<T>(
  { kubectl }: Pick<CheckContext, "kubectl">,
  work: (live: Live) => Promise<T>,
): Promise<T> {
  const pod = (await podsOf(kubectl, "postgres")).find(({ isReady }) =>
    isReady
  );
  if (pod === undefined) {
    throw new CouldNotRun(
      "Cannot find PostgreSQL: no pod with app=postgres is ready; see " +
        "kubectl get pods -l app=postgres",
    );
  }
  const told = await kubectl.run([
    "exec",
    pod.name,
    "--",
    "printenv",
    ...VARIABLES,
  ]);
  const [user = "", password = "", name = ""] = told.split("\n").map(
    encodeURIComponent,
  );
  await using way = await portForward(`pod/${pod.name}`, 5432);
  const url = `postgres://${user}:${password}@127.0.0.1:${way.port}/${name}`;
  return await work({ url, pod: pod.name, databases: databasesOf(url) });
}

/** Works in an empty database beside it, which is gone afterwards. */
export async function onScratch<T>(
  { databases }: Live,
  work: (url: string) => Promise<T>,
): Promise<T> {
  await databases.drop(SCRATCH); // of a check that was interrupted
  await databases.create(SCRATCH);
  try {
    return await work(databases.urlOf(SCRATCH));
  } finally {
    await databases.drop(SCRATCH);
  }
}

/** Works in a copy of it, which is gone afterwards. */
export async function onCopy<T>(
  { kubectl }: Pick<CheckContext, "kubectl">,
  live: Live,
  work: (url: string) => Promise<T>,
): Promise<T> {
  return await onScratch(live, async (url) => {
    const copy = 'pg_dump -U "$POSTGRES_USER" "$POSTGRES_DB" |' +
      ' psql -qX -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$1" > /dev/null';
    await kubectl.run([
      "exec",
      live.pod,
      "--",
      "sh",
      "-c",
      copy,
      "sh",
      SCRATCH,
    ]);
    return await work(url);
  });
}
