/**
 * The database of a cluster's shop, reached from here: kubectl forwards a port
 * for as long as an experiment needs it.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
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
  const child = startForward([
    ...["port-forward", "--namespace", namespace],
    ...context === undefined ? [] : ["--context", context],
    ...["service/postgres", ":5432"],
  ]);
  let words = "";
  const found = Promise.withResolvers<string | undefined>();
  // Read to its end: a pipe that is full would hold kubectl up.
  void child.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(chunk) {
        words += chunk;
        const [, port] = /127\.0\.0\.1:(\d+) ->/.exec(words) ?? [];
        if (port !== undefined) found.resolve(port);
      },
      close: () => found.resolve(undefined),
    }),
  );
  const port = await found.promise;
  if (port !== undefined) {
    return {
      url: `postgres://${login}@127.0.0.1:${port}/quickticket`,
      async close() {
        child.kill("SIGTERM");
        await child.status;
      },
    };
  }
  throw new CouldNotRun(
    `Cannot reach the database in ${namespace}: kubectl port-forward ended; ` +
      "is there a Service postgres with a pod? Or name it with DATABASE_URL",
  );
}

function startForward(args: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command("kubectl", {
      args: [...args],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      "Cannot reach the database: kubectl is not installed; or name it with " +
        "DATABASE_URL",
    );
  }
}

async function readLogin(
  { core }: Cluster,
  namespace: string,
): Promise<string> {
  try {
    const { data = {} } = await core.readNamespacedSecret({
      name: "postgres",
      namespace,
    });
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
