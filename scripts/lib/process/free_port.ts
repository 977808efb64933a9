/**
 * A port for a server that is about to start.
 * @module
 */

/** A port without a listener. Another process may take it first. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
