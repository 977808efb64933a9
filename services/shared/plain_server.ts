/**
 * `Deno.serve` as it is. When descriptors run out it stops accepting for good;
 * {@link HttpServer.broken} tells, and then the process must end.
 * @module
 */

import type { HttpServer, HttpServerOptions } from "./http_server.ts";

/**
 * Listens.
 * @throws {Deno.errors.AddrInUse}
 */
export function plainServer(
  { host, port, handler }: Pick<HttpServerOptions, "host" | "port" | "handler">,
): HttpServer {
  const server = Deno.serve({
    hostname: host,
    port,
    onListen: () => {},
    // Only a body that breaks on its way out gets here; its client knows.
    onError: () => new Response(null, { status: 500 }),
  }, (request) => handler(request, {}));
  return {
    port: server.addr.port,
    // A shutdown ends it too, but that is no failure.
    broken: server.finished.then(() => new Promise<never>(() => {})),
    stopAccepting: () => Promise.resolve(),
    shutdown: () => server.shutdown(),
    cut: () => {},
  };
}
