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
  /** All databases of that server. */
  readonly databases: Databases;
}

/** Works on the database that a check is about. */
export type WithLive = <T>(work: (live: Live) => Promise<T>) => Promise<T>;

/** A database of the check's own, on the student's server. */
const SCRATCH = "lab9_check";

/**
 * Prints user, password and database as the image's own entry point takes them:
 * each from its variable or from the file that a second one names, and with the
 * image's defaults.
 */
const LOGIN = `
of() { eval "v=\\\${$1-}; f=\\\${$1_FILE-}"; if [ -z "$v" ] && [ -n "$f" ]; then v="$(cat "$f")"; fi; printf '%s' "$v"; }
user="$(of POSTGRES_USER)"; user="\${user:-postgres}"
name="$(of POSTGRES_DB)"
printf '%s\\n' "$user" "$(of POSTGRES_PASSWORD)" "\${name:-$user}"`;

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
  const told = await kubectl.run(
    ["exec", pod.name, "--", "sh", "-c", LOGIN],
  );
  const [user = "", password = "", name = ""] = told.split("\n").map(
    encodeURIComponent,
  );
  await using way = await portForward(`pod/${pod.name}`, 5432);
  const url = `postgres://${user}:${password}@127.0.0.1:${way.port}/${name}`;
  return await work({ url, databases: databasesOf(url) });
}

/** Works in an empty database beside it, which is gone afterwards. */
export async function onScratch<T>(
  { databases }: Pick<Live, "databases">,
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
