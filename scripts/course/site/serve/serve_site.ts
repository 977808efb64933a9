/**
 * Listens for a website's readers, on this machine alone.
 * @module
 */

import { systemClock } from "../../../../services/shared/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { portHolder } from "../../../lib/process/mod.ts";
import { type LabRuns, labRuns } from "./lab_runs.ts";
import { createSiteApp } from "./site_app.ts";

/** A website that is served. */
export interface ServedSite {
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves a built website.
 * @param port where to listen on 127.0.0.1; 0 is any free one
 * @throws {CouldNotRun} naming the process that holds the port
 */
export async function serveSite(
  folder: string,
  port: number,
  runs: LabRuns = labRuns(),
): Promise<ServedSite> {
  const app = createSiteApp({
    folder,
    token: crypto.randomUUID(),
    runs,
    now: systemClock.now,
  });
  const server = await listen(port, app.fetch);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}

async function listen(
  port: number,
  handler: Deno.ServeHandler,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  try {
    return Deno.serve(
      { hostname: "127.0.0.1", port, onListen: () => {} },
      handler,
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new CouldNotRun(
      `Cannot serve the site: port ${port} is held by ${await portHolder(
        port,
      )}`,
    );
  }
}
