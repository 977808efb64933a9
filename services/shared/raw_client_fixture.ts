/**
 * A client that speaks HTTP byte by byte, as no well-behaved one does.
 * @module
 */

/** One connection. */
export interface RawClient {
  send(text: string): Promise<void>;
  /** The bytes received so far. */
  readonly received: string;
  /** Resolves when the server has closed: to all that was received. */
  readonly end: Promise<string>;
  /** Resolves when what was received matches. */
  until(pattern: RegExp): Promise<string>;
  /** Ends our direction only: the server can still answer. */
  endSending(): Promise<void>;
  /** Hangs up. */
  close(): void;
}

/** Connects to a loopback port. */
export async function rawClient(port: number): Promise<RawClient> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  const decoder = new TextDecoder();
  let received = "";
  let arrived = Promise.withResolvers<void>();
  let open = true;

  async function read(): Promise<string> {
    const buffer = new Uint8Array(16_384);
    try {
      for (let size = await socket.read(buffer); size !== null;) {
        received += decoder.decode(buffer.subarray(0, size), { stream: true });
        arrived.resolve();
        arrived = Promise.withResolvers();
        size = await socket.read(buffer);
      }
    } catch {
      // reset, or closed by this side: it has ended all the same
    }
    arrived.resolve();
    close();
    return received;
  }

  function close(): void {
    if (!open) return;
    open = false;
    socket.close();
  }

  const end = read();
  return {
    end,
    close,
    get received() {
      return received;
    },
    async send(text) {
      const bytes = new TextEncoder().encode(text);
      for (let sent = 0; sent < bytes.length;) {
        sent += await socket.write(bytes.subarray(sent));
      }
    },
    async until(pattern) {
      while (!pattern.test(received)) {
        if (!open) throw new Error(`Closed after ${JSON.stringify(received)}`);
        await arrived.promise;
      }
      return received;
    },
    endSending: () => socket.closeWrite(),
  };
}

/** A whole request without a body. */
export function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: shop\r\n\r\n`;
}

/** The head of a request whose body has `length` bytes. */
export function postHead(path: string, length: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: shop\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
}
