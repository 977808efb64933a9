/**
 * A relay in front of a real server, that can go silent, or away: how a hung
 * or dead store looks from outside, without touching the store.
 * @module
 */

/** A relay on a port of its own. */
export interface Relay {
  readonly port: number;
  /** `silent`: bytes wait; `gone`: connections are cut and refused. */
  become(mood: "open" | "silent" | "gone"): void;
  close(): void;
}

/** Relays 127.0.0.1 to `target`, a loopback port. */
export function startRelay(target: number): Relay {
  let listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const open = new Set<Deno.Conn>();
  let speak = Promise.withResolvers<void>();
  speak.resolve();

  async function accept(): Promise<void> {
    for await (const client of listener) {
      void relay(client);
    }
  }

  async function relay(client: Deno.Conn): Promise<void> {
    const server = await Deno.connect({ hostname: "127.0.0.1", port: target });
    open.add(client).add(server);
    await Promise.all([copy(client, server), copy(server, client)]);
    for (const one of [client, server]) {
      open.delete(one);
      closeQuietly(one);
    }
  }

  async function copy(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    try {
      for await (const chunk of from.readable.values({ preventCancel: true })) {
        await speak.promise;
        for (let sent = 0; sent < chunk.length;) {
          sent += await to.write(chunk.subarray(sent));
        }
      }
    } catch {
      // cut: that is what it is for
    }
    closeQuietly(to);
  }

  void accept();
  return {
    port,
    become(mood) {
      speak.resolve();
      if (mood === "silent") speak = Promise.withResolvers();
      if (mood === "gone") {
        closeQuietly(listener);
        for (const one of open) closeQuietly(one);
      } else if (listener.addr === undefined || closed(listener)) {
        listener = Deno.listen({ hostname: "127.0.0.1", port });
        void accept();
      }
    },
    close() {
      speak.resolve();
      closeQuietly(listener);
      for (const one of open) closeQuietly(one);
    },
  };
}

const gone = new WeakSet<object>();

function closed(one: object): boolean {
  return gone.has(one);
}

function closeQuietly(one: { close(): void }): void {
  if (gone.has(one)) return;
  gone.add(one);
  try {
    one.close();
  } catch {
    // closed by the other end already
  }
}
