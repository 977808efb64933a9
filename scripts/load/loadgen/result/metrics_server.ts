/**
 * Serves `/metrics` while a run goes on.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";

/** A server that listens. */
export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on loopback; in an image on all addresses, because Prometheus is
 * outside of the container.
 * @throws {CouldNotRun} when the port is taken
 */
export function serveMetrics(
  port: number,
  text: () => Promise<string>,
): MetricsServer {
  try {
    const server = Deno.serve(
      {
        port,
        hostname: Deno.build.standalone ? "0.0.0.0" : "127.0.0.1",
        onListen: () => {},
      },
      async (request) =>
        new URL(request.url).pathname === "/metrics"
          ? new Response(await text(), {
            headers: { "Content-Type": "text/plain; version=0.0.4" },
          })
          : new Response("see /metrics\n", { status: 404 }),
    );
    return { port: server.addr.port, close: () => server.shutdown() };
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new CouldNotRun(
      `Cannot serve metrics: port ${port} is taken, choose another with ` +
        "--metrics-port",
    );
  }
}
