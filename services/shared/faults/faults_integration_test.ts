// Runs with -P=test-sockets
/**
 * The view of a client whose connection is dropped, over a real socket.
 */
import assert from "node:assert/strict";
import { systemClock } from "../clock.ts";
import { COMMON_KINDS } from "./kinds.ts";
import { createFaults } from "./faults.ts";
import { faultsMiddleware } from "./middleware.ts";
import { createServiceApp } from "../service_app.ts";

const LOOPBACK = { net: ["127.0.0.1"] };

/** Serves `/work`, whose connection drops, while `look` looks. */
async function whileDropping(
  look: (port: number) => Promise<void>,
): Promise<void> {
  const faults = createFaults({
    service: "demo",
    clock: systemClock,
    random: Math.random,
    kinds: COMMON_KINDS,
  });
  const app = createServiceApp({
    service: "demo",
    version: "1",
    clock: systemClock,
  });
  app.hono.use(faultsMiddleware(faults));
  app.hono.get("/work", (c) => c.json({ done: true }));
  faults.replace([{
    kind: "drop_connection",
    when: "after",
    rate: 1,
    ttl_s: 60,
  }]);
  await using server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
    onError: () => new Response(null, { status: 500 }), // never sent
  }, app.hono.fetch);
  await look(server.addr.port);
}

Deno.test({
  name: "drop_connection: the socket ends without a byte of the body",
  permissions: LOOPBACK,
  fn: () =>
    whileDropping(async (port) => {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      const request = "GET /work HTTP/1.1\r\nHost: demo\r\n\r\n";
      await connection.write(new TextEncoder().encode(request));
      // Ends only because the server closes: the request asked to keep alive.
      const text = await new Response(connection.readable).text();
      // Deno 2.6 sends nothing, 2.9 a head that announces chunks to come.
      assert.match(text, /^$|^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
      assert.doesNotMatch(text, /content-length/i);
    }),
});

Deno.test({
  name: "drop_connection: fetch gets no answer, and the service lives on",
  permissions: LOOPBACK,
  fn: () =>
    whileDropping(async (port) => {
      const base = `http://127.0.0.1:${port}`;
      async function work(): Promise<unknown> {
        return await (await fetch(`${base}/work`)).json();
      }
      await assert.rejects(work(), TypeError);
      const live = await fetch(`${base}/livez`);
      assert.equal(live.status, 200);
      await live.text();
    }),
});
