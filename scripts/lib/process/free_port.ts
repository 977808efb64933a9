/**
 * A port for a server that is about to start.
 * @module
 */

/** One on which nobody listens now; another process may be quicker. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
