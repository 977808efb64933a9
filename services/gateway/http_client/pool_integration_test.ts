// Runs with -P=test-sockets
/**
 * Connections are shared, replaced when they are dead, and given up in time.
 */

import assert from "node:assert/strict";
import { NotConnected } from "./answer.ts";
import { createHttpPool, type HttpPool, type HttpRequest } from "./pool.ts";

const REQUEST: HttpRequest = {
  method: "POST",
  path: "/charge",
  headers: { "X-Request-Id": "r" },
  body: '{"a":"é"}',
  maxBytes: 1000,
};

interface Bed extends AsyncDisposable {
  readonly pool: HttpPool;
  /** Connections that the pool has opened. */
  readonly opened: number;
  /** Connections that are open at the server. */
  readonly open: readonly Deno.Conn[];
}

/** A server that answers every request on a connection with what it was sent. */
function echo(now = { ms: 0 }): Bed {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const open: Deno.Conn[] = [];
  let opened = 0;
  async function serve(client: Deno.Conn) {
    const buffer = new Uint8Array(4096);
    try {
      for (;;) {
        const count = await client.read(buffer);
        if (count === null) break;
        const body = buffer.slice(0, count);
        const head = `HTTP/1.1 200 OK\r\nContent-Length: ${count}\r\n\r\n`;
        await client.write(new TextEncoder().encode(head));
        await client.write(body);
      }
      client.close();
    } catch {
      // A test, or the pool, has closed the connection.
    }
    open.splice(open.indexOf(client), 1);
  }
  const serving: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const client of listener) {
      open.push(client);
      serving.push(serve(client));
    }
  })();
  const pool = createHttpPool({
    hostname: "127.0.0.1",
    port,
    monotonic: () => now.ms,
    connect: (hostname, port) => {
      opened++;
      return Deno.connect({ hostname, port });
    },
  });
  return {
    pool,
    get opened() {
      return opened;
    },
    open,
    async [Symbol.asyncDispose]() {
      pool.close();
      listener.close();
      await accepting;
      await Promise.all(serving);
    },
  };
}

Deno.test("a request is on the wire as HTTP/1.1 wants it", async () => {
  await using bed = echo();
  const { text } = await bed.pool.send(REQUEST).answer;
  const [, port = ""] = /Host: 127\.0\.0\.1:(\d+)/.exec(text) ?? [];
  assert.equal(
    text,
    `POST /charge HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Request-Id: r\r\n` +
      'Content-Length: 10\r\n\r\n{"a":"é"}',
  );
});

Deno.test("requests one after the other share a connection", async () => {
  await using bed = echo();
  for (let i = 0; i < 5; i++) await bed.pool.send(REQUEST).answer;
  assert.equal(bed.opened, 1);
});

Deno.test("requests at a time have a connection each, which are kept", async () => {
  await using bed = echo();
  const all = () =>
    Promise.all(Array.from({ length: 5 }, () => bed.pool.send(REQUEST).answer));
  await all();
  await all();
  assert.equal(bed.opened, 5);
});

Deno.test("a connection that the service has closed is not used again", async () => {
  await using bed = echo();
  await bed.pool.send(REQUEST).answer;
  bed.open[0]?.close();
  // The end has arrived when a connection made after it can be used.
  await bed.pool.send(REQUEST).answer.catch(() =>
    bed.pool.send(REQUEST).answer
  );
  assert.equal(bed.opened, 2);
});

Deno.test("a connection that was idle too long is not used again", async () => {
  const now = { ms: 0 };
  await using bed = echo(now);
  await bed.pool.send(REQUEST).answer;
  now.ms = 90_001;
  await bed.pool.send(REQUEST).answer;
  assert.equal(bed.opened, 2);
});

Deno.test("a call that is called off ends, and its connection with it", async () => {
  await using bed = echo();
  await bed.pool.send(REQUEST).answer;
  const { answer, cut } = bed.pool.send(REQUEST);
  cut();
  await assert.rejects(answer);
  await bed.pool.send(REQUEST).answer;
  assert.equal(bed.opened, 2);
});

Deno.test("a call that is called off while it connects was not sent", async () => {
  const connecting = Promise.withResolvers<Deno.Conn>();
  const pool = createHttpPool({
    hostname: "127.0.0.1",
    port: 1,
    monotonic: () => 0,
    connect: () => connecting.promise,
  });
  const { answer, cut } = pool.send(REQUEST);
  cut();
  await assert.rejects(answer, NotConnected);
});

for (
  const [what, wrong] of [
    ["a line break in a header", { headers: { "X-Request-Id": "a\r\nB: c" } }],
    ["a line break in a path", { path: "/a\r\nB: c" }],
    ["a blank in a path", { path: "/a b" }],
  ] as const
) {
  Deno.test(`${what} is not sent`, async () => {
    await using bed = echo();
    const { answer } = bed.pool.send({ ...REQUEST, ...wrong });
    await assert.rejects(answer, NotConnected);
    assert.equal(bed.opened, 0);
  });
}
