/**
 * The database of a cluster's shop, reached from here: kubectl forwards a port
 * for as long as an experiment needs it.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { portForward } from "../../adapters/kubernetes/mod.ts";
import {
  type Cluster,
  clusterWords,
} from "../../adapters/kubernetes/api/mod.ts";

/** A port that is forwarded. */
export interface ForwardedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

interface Where {
  readonly namespace: string;
  readonly context: string | undefined;
}

/**
 * Forwards a free port to the Service `postgres`; who may log in is in the
 * Secret of the same name.
 * @throws {CouldNotRun} when there is no such Secret, Service or kubectl
 */
export async function forwardDatabase(
  cluster: Cluster,
  { namespace, context }: Where,
): Promise<ForwardedDatabase> {
  const login = await readLogin(cluster, namespace);
  try {
    const forward = await portForward("service/postgres", 5432, {
      namespace,
      context,
    });
    return {
      url: `postgres://${login}@127.0.0.1:${forward.port}/quickticket`,
      close: async () => await forward[Symbol.asyncDispose](),
    };
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    throw new CouldNotRun(
      `Cannot reach the database in ${namespace}: ${error.message}. Is there ` +
        "a Service postgres with a pod? Or name it with DATABASE_URL",
    );
  }
}

const secretSchema = z.object({
  data: z.record(z.string(), z.string()).default({}),
});

async function readLogin(
  cluster: Cluster,
  namespace: string,
): Promise<string> {
  try {
    const { data } = secretSchema.parse(
      await cluster.get(`/api/v1/namespaces/${namespace}/secrets/postgres`),
    );
    return [data.username, data.password]
      .map((value = "") => encodeURIComponent(atob(value))).join(":");
  } catch (error) {
    throw new CouldNotRun(
      `Cannot read the Secret postgres in ${namespace}: ${
        clusterWords(error)
      }; or name the database with DATABASE_URL`,
    );
  }
}
