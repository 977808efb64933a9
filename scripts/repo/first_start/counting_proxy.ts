/**
 * A proxy that counts what comes through it, encrypted or not: the bytes that a
 * machine with an empty cache really receives.
 * @module
 */

/** A proxy that runs. */
export interface CountingProxy extends AsyncDisposable {
  readonly url: string;
  /** Bytes that came from servers so far. */
  received(): number;
}

/** Starts one on a free port of this machine. */
export function countingProxy(): CountingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  let received = 0;

  const counter = (): TransformStream<Uint8Array, Uint8Array> =>
    new TransformStream({
      transform(chunk, controller) {
        received += chunk.length;
        controller.enqueue(chunk);
      },
    });

  async function tunnel(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    const place = await connectLine(client);
    if (place === undefined) return client.close();
    const server = await Deno.connect(place);
    open.add(server);
    await client.write(new TextEncoder().encode("HTTP/1.1 200 OK\r\n\r\n"));
    await Promise.allSettled([
      client.readable.pipeTo(server.writable),
      server.readable.pipeThrough(counter()).pipeTo(client.writable),
    ]);
  }

  const accepting = (async () => {
    for await (const client of listener) tunnel(client).catch(() => {});
  })();

  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const connection of open) {
        try {
          connection.close();
        } catch {
          // its stream has closed it
        }
      }
    },
  };
}

/** Where a client wants to; undefined when it asks for no tunnel. */
async function connectLine(
  client: Deno.TcpConn,
): Promise<{ hostname: string; port: number } | undefined> {
  const bytes = new Uint8Array(8192);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const length = await client.read(bytes);
    if (length === null || text.length > bytes.length) return undefined;
    text += new TextDecoder().decode(bytes.subarray(0, length));
  }
  const [, hostname, port] = /^CONNECT ([^:\s]+):(\d+) /.exec(text) ?? [];
  return hostname === undefined ? undefined : { hostname, port: Number(port) };
}
