// Runs with -P=test-sockets
/**
 * How calls end over real sockets. Deno tells a failed connection from a broken
 * one by words alone, and has changed them before: this watches the words.
 */

import assert from "node:assert/strict";
import { nothing } from "./readers.ts";
import { createUpstream, type Outcome } from "./upstream.ts";

async function ask(port: number, timeoutMs = 300): Promise<Outcome<void>> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const upstream = createUpstream({ baseUrl, timeoutMs, fetch });
  return await upstream({
    method: "POST",
    path: "/charge",
    headers: {},
    body: {},
    read: nothing,
  });
}

/** A server that does `serve` to its only client. */
async function withServer(
  serve: (client: Deno.Conn) => Promise<void> | void,
  body: (port: number) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    const client = await listener.accept();
    await client.read(new Uint8Array(4096));
    await serve(client);
    return client;
  })();
  try {
    await body((listener.addr as Deno.NetAddr).port);
  } finally {
    listener.close();
    try {
      (await serving).close();
    } catch {
      // closed by its own script
    }
  }
}

function send(client: Deno.Conn, text: string): Promise<number> {
  return client.write(new TextEncoder().encode(text));
}

Deno.test("nobody listens: unreachable, so nothing was asked for certain", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  assert.equal((await ask(port)).kind, "unreachable");
});

Deno.test("no such host: unreachable", async () => {
  const upstream = createUpstream({
    baseUrl: "http://127.0.0.1.invalid:1234",
    timeoutMs: 5000,
    fetch: () =>
      Promise.reject(
        new TypeError("error sending request", {
          cause: new Error("client error (Connect): dns error: no such host"),
        }),
      ),
  });
  const call = {
    method: "GET",
    path: "/",
    headers: {},
    read: nothing,
  } as const;
  assert.equal((await upstream(call)).kind, "unreachable");
});

Deno.test("the connection ends before an answer: broken, it may have been done", async () => {
  await withServer((client) => client.close(), async (port) => {
    assert.equal((await ask(port)).kind, "broken");
  });
});

Deno.test("the connection ends in the midst of the answer: broken", async () => {
  await withServer(async (client) => {
    await send(client, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    client.close();
  }, async (port) => {
    assert.equal((await ask(port)).kind, "broken");
  });
});

Deno.test("a redirect is not followed: the answer is malformed", async () => {
  await withServer(async (client) => {
    const location = "http://127.0.0.1:9/"; // nobody is there
    await send(
      client,
      `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`,
    );
  }, async (port) => {
    assert.deepEqual(await ask(port), {
      kind: "malformed",
      reason: "status 302",
    });
  });
});

Deno.test("silence: a timeout", async () => {
  await withServer(() => {}, async (port) => {
    assert.equal((await ask(port)).kind, "timeout");
  });
});

Deno.test("headers and then silence: a timeout too, the deadline covers the body", async () => {
  await withServer(async (client) => {
    await send(client, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  }, async (port) => {
    assert.equal((await ask(port)).kind, "timeout");
  });
});

Deno.test("what is not HTTP is broken, never an exception", async () => {
  await withServer(async (client) => {
    await send(client, "220 smtp ready\r\n");
    client.close();
  }, async (port) => {
    const { kind } = await ask(port);
    assert.ok(kind === "broken" || kind === "malformed", kind);
  });
});
