/**
 * A server for HTTP, guarded against its clients where this Deno allows it.
 * @module
 */

import type { Clock } from "./clock.ts";
import type { Connection, WaitLimits } from "./connections.ts";
import { guardedServer } from "./guarded_server.ts";
import { serveConnection } from "./connection_server.ts";
import type { Logger } from "./log.ts";
import { plainServer } from "./plain_server.ts";

/** The bounds of a server. */
export interface Limits extends WaitLimits {
  /** Connections that may be open at a time, whatever they do. */
  readonly maxOpen: number;
}

/**
 * A connection on which nothing happens takes 13 KB of memory, one with half a
 * body up to 330 KB (Deno 2.9.6), so strangers must be few. An honest client is
 * a stranger for one round trip only.
 *
 * Why so long between two requests: the gateway keeps an idle connection for
 * 90 s, as Deno's `fetch` does. A server that closed it sooner would now and then
 * do so just when the gateway sends the next request on it.
 */
export const LIMITS: Limits = {
  maxOpen: 2000,
  maxStrangers: 200,
  maxIdle: 500,
  firstRequestMs: 10_000,
  nextRequestMs: 100_000,
};

/** The parts of a server. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Answers a request; `connection` is missing where there is no guard. */
  readonly handler: (
    request: Request,
    env: { readonly connection?: Connection },
  ) => Response | Promise<Response>;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Rejects when no connection can be accepted any more; never resolves. */
  readonly broken: Promise<never>;
  /** Refuses new connections, and serves on those that are open. */
  stopAccepting(): Promise<void>;
  /**
   * Closes each connection when its requests are answered, and resolves when
   * the last one is closed. To be called when no body is awaited any more.
   */
  shutdown(): Promise<void>;
  /** Closes what is left, answered or not. */
  cut(): void;
}

/**
 * Listens.
 * @throws {Deno.errors.AddrInUse}
 */
export function openServer(options: HttpServerOptions): HttpServer {
  const serve = serveConnection();
  if (serve !== undefined) return guardedServer({ ...options, serve });
  options.log.warning(
    "This version of Deno gives no control over connections: a client can " +
      "hold as many as it likes, for as long as it likes",
  );
  return plainServer(options);
}
