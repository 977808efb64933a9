import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { type ServeConnection, serveOne } from "./connection_server.ts";
import { createConnections } from "./connections.ts";

/** Serves one connection by a `serve` whose listener throws when it is ended. */
function served(thrown: Error) {
  const connections = createConnections(fakeClock());
  let ended = 0;
  const serve: ServeConnection = (_socket, signal) => {
    signal.addEventListener("abort", () => {
      ended++;
      throw thrown;
    }, { once: true });
    return { finished: new Promise(() => {}) };
  };
  const socket = { setNoDelay() {}, close() {} } as unknown as Deno.TcpConn;
  serveOne(socket, {
    serve,
    connections,
    turns: { take: () => undefined },
    handler: () => new Response(),
  });
  return { connections, ended: () => ended };
}

/** The uncaught errors of `body`. */
function uncaught(body: () => void): readonly unknown[] {
  const errors: unknown[] = [];
  function note(event: ErrorEvent): void {
    event.preventDefault();
    errors.push(event.error);
  }
  globalThis.addEventListener("error", note);
  try {
    body();
  } finally {
    globalThis.removeEventListener("error", note);
  }
  return errors;
}

Deno.test("a connection that has just ended by itself can be cut", () => {
  const { connections, ended } = served(new Deno.errors.BadResource("gone"));
  assert.deepEqual(uncaught(() => connections.cutAll()), []);
  assert.equal(ended(), 1);
  assert.equal(connections.size, 0);
});

Deno.test("any other failure to cut a connection is not hidden", () => {
  const failure = new TypeError("new Deno, new ways");
  const { connections } = served(failure);
  assert.deepEqual(uncaught(() => connections.cutAll()), [failure]);
});
