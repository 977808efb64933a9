/**
 * A way for programs of this machine to one port inside the cluster.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { needsCluster, spawnKubectl } from "./kubectl.ts";

/** A way that is open. */
export interface Forward extends AsyncDisposable {
  /** Where it begins, on 127.0.0.1. */
  readonly port: number;
}

/** "Forwarding from 127.0.0.1:40123 -> 5432" */
const READY = /127\.0\.0\.1:(\d+) ->/;

/** Which cluster, and what part of it; the kubeconfig's own by default. */
export interface ForwardOptions {
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
}

/**
 * Opens one on a port that is free.
 * @param target e.g. "pod/postgres-0"
 * @throws {CouldNotRun} with kubectl's own words
 */
export async function portForward(
  target: string,
  port: number,
  { namespace, context }: ForwardOptions = {},
): Promise<Forward> {
  if (context === undefined) await needsCluster();
  const child = spawnKubectl([
    ...["port-forward", "--address=127.0.0.1"],
    ...namespace === undefined ? [] : ["--namespace", namespace],
    ...context === undefined ? [] : ["--context", context],
    ...[target, `:${port}`],
  ]);
  const words = new Response(child.stderr).text();
  const opened = Promise.withResolvers<number | undefined>();
  const reading = (async () => {
    let said = "";
    for await (
      const text of child.stdout.pipeThrough(new TextDecoderStream())
    ) {
      if (said.length < 2000) said += text; // it says a line a connection
      const found = READY.exec(said)?.[1];
      if (found !== undefined) opened.resolve(Number(found));
    }
    opened.resolve(undefined);
  })();
  const begins = await opened.promise;
  if (begins === undefined) {
    await child.status;
    throw new CouldNotRun(
      `Cannot reach port ${port} of ${target}: ${(await words).trim()}`,
    );
  }
  return {
    port: begins,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGTERM");
      } catch {
        // its pod has gone, and it went too
      }
      await Promise.all([child.status, reading, words]);
    },
  };
}
