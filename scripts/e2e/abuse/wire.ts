/**
 * A connection to the loopback that sends the given bytes, and
 * keeps nothing of what it receives but its first line.
 * @module
 */

/** One connection. */
export interface Wire {
  /** Resolves when the server has closed it, or this side has. */
  readonly closed: Promise<void>;
  /** The beginning of the first answer: its status line, or nothing. */
  readonly answer: string;
  /** Sends; false when the connection is gone. */
  send(bytes: string | Uint8Array): Promise<boolean>;
  /** Ends this direction only. */
  endSending(): Promise<void>;
  /** Hangs up. */
  close(): void;
}

/** Length of "HTTP/1.1 200". */
const STATUS_LINE = 12;

const encoder = new TextEncoder();

/**
 * Connects.
 * @param isDeaf never reads, so that the answers pile up at the server
 * @throws {Error} when the connection is refused or reset
 */
export async function openWire(
  port: number,
  { isDeaf = false }: { readonly isDeaf?: boolean } = {},
): Promise<Wire> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  const gone = Promise.withResolvers<void>();
  let answer = "";
  let isOpen = true;

  function close(): void {
    gone.resolve();
    if (!isOpen) return;
    isOpen = false;
    socket.close();
  }

  async function read(): Promise<void> {
    const buffer = new Uint8Array(16_384);
    try {
      for (
        let size = await socket.read(buffer);
        size !== null;
        size = await socket.read(buffer)
      ) {
        if (answer.length >= STATUS_LINE) continue;
        const text = new TextDecoder().decode(buffer.subarray(0, size));
        answer = (answer + text).slice(0, STATUS_LINE);
      }
    } catch {
      // reset: it has ended all the same
    }
    close();
  }

  if (!isDeaf) void read();
  return {
    closed: gone.promise,
    close,
    get answer() {
      return answer;
    },
    async send(data) {
      const bytes = typeof data === "string" ? encoder.encode(data) : data;
      try {
        for (let sent = 0; sent < bytes.length;) {
          sent += await socket.write(bytes.subarray(sent));
        }
        return true;
      } catch {
        close();
        return false;
      }
    },
    async endSending() {
      await socket.closeWrite().catch(close);
    },
  };
}

/** The status of an answer's first line; undefined when there is none. */
export function statusOf(answer: string): number | undefined {
  const [, digits] = /^HTTP\/1\.[01] (\d{3})/.exec(answer) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
