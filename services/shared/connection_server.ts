/**
 * HTTP on one connection, by the code of `Deno.serve`.
 * @module
 */

import type { Connections } from "./connections.ts";
import type { FairTurns } from "./fair_turns.ts";
import type { HttpServerOptions } from "./http_server.ts";

/** Serves HTTP on one connection; `signal` closes it at once. */
export type ServeConnection = (
  connection: Deno.Conn,
  signal: AbortSignal,
  handler: (
    request: Request,
    info: { readonly completed: Promise<void> },
  ) => Response | Promise<Response>,
  onError: () => Response,
  onListen: () => void,
) => { readonly finished: Promise<void> };

/** Deno's own way to serve one connection, if this Deno has one. */
export function serveConnection(): ServeConnection | undefined {
  const internals = Reflect.get(Deno, Reflect.get(Deno, "internal"));
  const serve = internals && Reflect.get(internals, "serveHttpOnConnection");
  return typeof serve === "function" ? serve : undefined;
}

/** The dependencies of serving a connection. */
interface ServeOneOptions extends Pick<HttpServerOptions, "handler"> {
  readonly serve: ServeConnection;
  readonly connections: Connections;
  readonly turns: FairTurns;
}

/** Serves one connection until it ends; it never throws. */
export function serveOne(
  socket: Deno.TcpConn,
  { serve, handler, connections, turns }: ServeOneOptions,
): void {
  const { signal, abort } = quietAbort();
  const connection = connections.add(abort);
  const { requestEnded, closed } = connection;
  const env = { connection };
  try {
    socket.setNoDelay(); // as Deno.serve does
    const { finished } = serve(
      socket,
      signal,
      (request, { completed }) => {
        connection.requestBegan();
        completed.then(requestEnded, requestEnded);
        const wait = turns.take();
        return wait === undefined
          ? handler(request, env)
          : wait.then(() => handler(request, env));
      },
      bareError,
      () => {},
    );
    // Rejects when the client breaks the protocol, or leaves in the middle.
    finished.then(closed, closed);
  } catch { // it was reset before it could be served
    closed();
    closeQuietly(socket);
  }
}

/**
 * A signal whose listeners may find that there is nothing left to end. Deno's
 * throws then, between the moment in which a client hangs up and the one in
 * which we hear of it. An error in a listener ends the process.
 */
function quietAbort(): {
  readonly signal: AbortSignal;
  readonly abort: () => void;
} {
  const controller = new AbortController();
  const { signal } = controller;
  const listen = signal.addEventListener.bind(signal);
  signal.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    listen(type, (event) => {
      try {
        // Applied, not called: where a test has loaded a browser's types, there
        // are two types of events, and a listener wants one of them.
        if (typeof listener === "function") {
          Reflect.apply(listener, signal, [event]);
        } else Reflect.apply(listener.handleEvent, listener, [event]);
      } catch (error) {
        if (!(error instanceof Deno.errors.BadResource)) throw error;
      }
    }, options);
  };
  return { signal, abort: () => controller.abort() };
}

/** Closes a socket, unless Deno has taken it already. */
function closeQuietly(socket: Deno.TcpConn): void {
  try {
    socket.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

/** Answers a request whose handler throws, which Hono's never does. */
function bareError(): Response {
  return new Response(null, { status: 500 });
}
