// Runs with -P=test-sockets
/**
 * How calls end over real sockets. Deno tells a failed connection from a broken
 * one by words alone, and has changed them before: this watches the words.
 */

import assert from "node:assert/strict";
import { systemClock } from "../shared/clock.ts";
import { createUpstream, MAX_ANSWER_BYTES, type Outcome } from "./upstream.ts";

/** A bound that a test passes only when it waits for it. */
const SHORT_MS = 300;
/** A bound that no test reaches. */
const LONG_MS = 30_000;

/** Both ways of a call have to end in the same words. */
const WAYS = [
  { way: "through fetch", connect: undefined },
  {
    way: "over a connection of our own",
    connect: (hostname: string, port: number) =>
      Deno.connect({ hostname, port }),
  },
] as const;

type Connect = (typeof WAYS)[number]["connect"];

async function ask(
  port: number,
  timeoutMs: number,
  connect: Connect,
): Promise<Outcome<string>> {
  const baseUrl = `http://127.0.0.1:${port}`;
  const clock = systemClock;
  const upstream = createUpstream({
    ...{ baseUrl, timeoutMs, clock, fetch, connect },
  });
  return await upstream({
    method: "POST",
    path: "/charge",
    headers: {},
    body: {},
    read: (text) => text,
  });
}

/** The result of a call when its server does `serve` with the connection. */
async function served(
  serve: (client: Deno.Conn) => Promise<void> | void,
  connect: Connect,
  timeoutMs = LONG_MS,
): Promise<Outcome<string>> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = listener.accept();
  const serving = accepted.then(serve);
  const outcome = await ask(portOf(listener), timeoutMs, connect);
  close(await accepted);
  await serving.catch(() => {}); // cut short by the line above
  return outcome;
}

function portOf(listener: Deno.Listener): number {
  return (listener.addr as Deno.NetAddr).port;
}

function close(client: Deno.Conn): void {
  try {
    client.close();
  } catch {
    // closed by its own script
  }
}

/** A server that reads the request, and answers with `parts`. */
function answering(
  ...parts: readonly (string | Uint8Array)[]
): (client: Deno.Conn) => Promise<void> {
  return async (client) => {
    await client.read(new Uint8Array(4096));
    for (const part of parts) {
      const bytes = typeof part === "string"
        ? new TextEncoder().encode(part)
        : part;
      for (let at = 0; at < bytes.length;) {
        at += await client.write(bytes.subarray(at));
      }
    }
  };
}

/** The same, and then the connection ends. */
function endingAfter(
  ...parts: readonly string[]
): (client: Deno.Conn) => Promise<void> {
  return async (client) => {
    await answering(...parts)(client);
    client.close();
  };
}

for (const { way, connect } of WAYS) {
  Deno.test(`${way}, without a listener: unreachable, so the request certainly did not arrive`, async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const port = portOf(listener);
    listener.close();
    assert.equal((await ask(port, LONG_MS, connect)).kind, "unreachable");
  });

  for (
    const [what, serve] of [
      ["is reset with the request unread", (client) => client.close()],
      ["ends before an answer", endingAfter()],
      ["ends in the headers", endingAfter("HTTP/1.1 200 OK\r\nContent-")],
      [
        "ends in the body",
        endingAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
      ],
      [
        "ends in a chunk",
        endingAfter(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        ),
      ],
      ["speaks another protocol", endingAfter("220 smtp ready\r\n")],
    ] as const satisfies readonly (readonly [
      string,
      (client: Deno.Conn) => Promise<void> | void,
    ])[]
  ) {
    Deno.test(`${way}, a connection that ${what}: broken, it may have been done`, async () => {
      assert.equal((await served(serve, connect)).kind, "broken");
    });
  }

  for (
    const [what, parts] of [
      ["silence", []],
      ["headers and then silence", [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
      ]],
      ["a chunk and then silence", [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      ]],
      ["half an error and then silence", [
        "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nabc",
      ]],
    ] as const
  ) {
    Deno.test(`${way}, ${what}: a timeout, the deadline covers the last byte`, async () => {
      const started = performance.now();
      const { kind } = await served(answering(...parts), connect, SHORT_MS);
      assert.equal(kind, "timeout");
      const took = performance.now() - started;
      assert.ok(took >= SHORT_MS - 5 && took < LONG_MS / 2, `${took} ms`);
    });
  }

  Deno.test(`${way}, a redirect is not followed: the answer is malformed`, async () => {
    const location = "http://127.0.0.1:9/"; // nothing listens there
    const head = `HTTP/1.1 302 Found\r\nLocation: ${location}\r\n`;
    assert.deepEqual(
      await served(answering(`${head}Content-Length: 0\r\n\r\n`), connect),
      {
        kind: "malformed",
        reason: "status 302",
      },
    );
  });

  Deno.test(`${way}, an answer is read whether its length is announced or not`, async () => {
    const ok = { kind: "ok", status: 200, value: "abc" };
    const head = "HTTP/1.1 200 OK\r\n";
    for (
      const serve of [
        answering(`${head}Content-Length: 3\r\n\r\nabc`),
        answering(
          `${head}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`,
          "2\r\nbc\r\n0\r\n\r\n",
        ),
        endingAfter(`${head}Connection: close\r\n\r\nabc`),
      ]
    ) {
      assert.deepEqual(await served(serve, connect), ok);
    }
  });

  Deno.test(`${way}, an error carries its status and its problem`, async () => {
    const body = '{"detail":"busy"}';
    const outcome = await served(
      answering(
        `HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: ${body.length}`,
        `\r\n\r\n${body}`,
      ),
      connect,
    );
    assert.deepEqual(outcome, {
      kind: "refused",
      status: 503,
      retryAfter: "2",
      body: { detail: "busy" },
    });
  });

  Deno.test(`${way}, a small answer that unpacks to more than is read is malformed`, async () => {
    const plain = new Blob([new Uint8Array(MAX_ANSWER_BYTES + 1)]).stream();
    const packed = await new Response(
      plain.pipeThrough(new CompressionStream("gzip")),
    ).bytes();
    const { kind } = await served(
      answering(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" +
          `Content-Length: ${packed.length}\r\n\r\n`,
        packed,
      ),
      connect,
    );
    assert.equal(kind, "malformed");
  });
}
