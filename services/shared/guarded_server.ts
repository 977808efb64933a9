/**
 * A server whose connections and descriptors no client can exhaust.
 *
 * `Deno.serve` (2.6 to 2.9) has no limit on connections: one that sends half a
 * request, or nothing, stays open as long as its client likes. When descriptors
 * run out, `Deno.serve` stops accepting for good while the process lives on.
 * `node:http` has time limits since 2.9, but it stops accepting in the same
 * way, without an error, and takes 2.4 times the CPU per request (22 us instead
 * of 9 us for a small answer, measured side by side).
 *
 * So this server accepts connections itself and hands each one to the HTTP code
 * of `Deno.serve`, at the same cost per request. Deno keeps that function for
 * its own use, under `Deno.internal`. A Deno without it serves unguarded, see
 * `plain_server.ts`.
 * @module
 */

import { setImmediate } from "node:timers";
import { createConnections } from "./connections.ts";
import { createFairTurns } from "./fair_turns.ts";
import type { HttpServer, HttpServerOptions } from "./http_server.ts";
import { startLoop } from "./loop.ts";
import { type ServeConnection, serveOne } from "./connection_server.ts";

/** The other dependencies of a guarded server. */
export interface GuardedServerOptions extends HttpServerOptions {
  readonly serve: ServeConnection;
}

/** How often to look for connections that are late, or too many (ms). */
const LOOK_EVERY_MS = 250;

/** Under a flood, look also after so many new connections. */
const LOOK_EVERY = 50;

/** So many are closed at a time to make room for others. */
const SOME = 10;

/**
 * Connections that the kernel keeps for us until they are accepted. One that
 * finds no place tries again after 1, 3, 7 and 15 s, which an honest customer
 * notices: with Deno's 128, a flood beside a busy loop cost one of them 19 s.
 */
const BACKLOG = 1024;

/** Pause before accepting again when it was not possible (ms). */
const PAUSE_MS = 20;

/**
 * A connection that its client has reset in the queue can't be accepted. So many
 * are passed over without a pause: with one for each, a few thousand of them
 * kept customers out for a minute.
 */
const PASSED_OVER = 1000;

/** A lack of descriptors never lowers the limit on connections below this. */
const MIN_CONNECTIONS = 64;

/** Longest silence in the log about a lack that goes on (ms). */
const COMPLAIN_EVERY_MS = 10_000;

/**
 * During a stop, a connection is closed when it has been quiet for so long: a
 * request may be on its way, and its answer tells the client to reconnect (ms).
 */
const LINGER_MS = 500;

/** During a stop, no connection is closed for being quiet before that (ms). */
const MIN_LINGER_MS = 50;

/** How often to look whether a stop can go on (ms). */
const STOP_LOOK_MS = 5;

/** Longest wait for connections that are already in the kernel's queue (ms). */
const QUEUE_MS = 2000;

/**
 * Listens.
 * @throws {Deno.errors.AddrInUse}
 */
export function guardedServer(options: GuardedServerOptions): HttpServer {
  const { clock, limits, log } = options;
  const { host: hostname, port } = options;
  const tcpBacklog = BACKLOG; // Deno 2.6 does not know it, and keeps 128
  const listener = Deno.listen({ hostname, port, ...{ tcpBacklog } });
  const connections = createConnections(clock);
  const turns = createFairTurns((callBack) => void setImmediate(callBack));
  const watch = startLoop({
    clock,
    everyMs: LOOK_EVERY_MS,
    round: () => Promise.resolve(connections.tidy(limits)),
  });
  let { maxOpen } = limits;
  let accepted = 0;
  let refused = 0;
  let complainedAt = -Infinity;
  let stopping = false;
  /** Ports of clients that were accepted since a stop has begun. */
  let lastPorts: Set<number> | undefined;

  async function accept(): Promise<void> {
    while (!stopping) {
      if (connections.size >= maxOpen && connections.makeRoom(SOME) === 0) {
        await clock.sleep(PAUSE_MS); // all are at work: the kernel queues more
        continue;
      }
      try {
        const connection = await listener.accept();
        lastPorts?.add(connection.remoteAddr.port);
        serveOne(connection, { ...options, connections, turns });
        if (++accepted % LOOK_EVERY === 0) connections.tidy(limits);
      } catch (error) {
        if (stopping) return;
        if (error instanceof Deno.errors.BadResource) throw error;
        if (isLack(error)) relieve(error);
        else if (++refused % PASSED_OVER > 0) continue;
        await clock.sleep(PAUSE_MS);
      }
    }
  }

  /**
   * Closes what waits, and keeps a fifth of the descriptors free from now on:
   * a service needs some for its own calls as well.
   */
  function relieve(error: Error): void {
    const open = connections.size;
    maxOpen = Math.min(
      maxOpen,
      Math.max(MIN_CONNECTIONS, Math.floor(open * 0.8)),
    );
    const closed = connections.makeRoom(Math.max(1, open - maxOpen));
    const now = clock.monotonic();
    if (now - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = now;
    log.warning(
      "Cannot accept a connection: {reason}. Closed {closed} of {open} " +
        "connections that waited for their client; the limit is {limit} now",
      { reason: error.message, closed, open, limit: maxOpen },
    );
  }

  /**
   * Accepts every client whose connection the kernel has completed, since those
   * are not to be refused. The queue is first in, first out, so when we get to a
   * connection of our own, we have had all that were there before it.
   */
  async function emptyQueue(): Promise<void> {
    const seen = lastPorts = new Set();
    const own = await Deno.connect({
      hostname: ownAddress(hostname),
      port: listener.addr.port,
    })
      .catch(() => undefined); // no descriptor left, or no place in the queue
    const start = clock.monotonic();
    while (
      own !== undefined && !seen.has(own.localAddr.port) &&
      clock.monotonic() - start < QUEUE_MS
    ) await clock.sleep(STOP_LOOK_MS);
    own?.close();
  }

  const accepting = accept();
  return {
    port: listener.addr.port,
    broken: accepting.then(() => new Promise<never>(() => {})),
    async stopAccepting() {
      await emptyQueue();
      stopping = true;
      listener.close();
      await accepting.catch(() => {}); // `broken` has reported it
    },
    async shutdown() {
      const start = clock.monotonic();
      while (connections.size > 0) {
        if (clock.monotonic() - start >= MIN_LINGER_MS) {
          connections.tidy({
            ...limits,
            firstRequestMs: LINGER_MS,
            nextRequestMs: LINGER_MS,
          });
        }
        await clock.sleep(STOP_LOOK_MS);
      }
      await watch.stop();
    },
    cut: () => connections.cutAll(),
  };
}

/** Where a server can reach itself that listens on `hostname`. */
function ownAddress(hostname: string): string {
  if (hostname === "0.0.0.0") return "127.0.0.1";
  return hostname === "::" ? "::1" : hostname;
}

/** Of descriptors, in this process or on the machine, or of memory for them. */
const LACKS: ReadonlySet<unknown> = new Set([
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
]);

function isLack(error: unknown): error is Error {
  return error instanceof Error && "code" in error && LACKS.has(error.code);
}
