/**
 * The client that a load generator wants: HTTP/1.1 on bare connections.
 *
 * Why not `fetch`: measured on a server that answers 800 bytes, `fetch`,
 * `node:http` with its agent and undici cost 50 to 65 µs of CPU a request, this
 * costs 20 (2026-11, Deno 2.9.6). What a generator spends on itself it adds to
 * the latencies that it measures. It knows no redirects, cookies, compression
 * or TLS, none of which the shop uses within a cluster.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import type { Ended, HttpClient, Sent } from "./http_client.ts";
import { type ResponseReader, responseReader } from "./response_reader.ts";
import { resultOfStatus } from "../result/result.ts";

/** A connection as the client needs it; a `Deno.TcpConn` is one. */
export interface Wire {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** What a client needs. */
export interface SocketClientOptions {
  readonly clock: Clock;
  /** Longest wait for a connection and the whole answer. */
  readonly timeoutMs: number;
  /** Opens a connection. @default {Deno.connect} */
  readonly connect?: (to: Address) => Promise<Wire>;
}

/** Where to. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

interface Connection {
  readonly wire: Wire;
  readonly buffer: Uint8Array<ArrayBuffer>;
  /**
   * Under way even while nobody asks, so that a server that closes a resting
   * connection is noticed before a request is lost on it.
   */
  reading: Promise<number | null>;
  isResting: boolean;
  isShut: boolean;
  uses: number;
  readonly opened: number;
}

const BUFFER_BYTES = 16_384;

/**
 * Requests of one connection; then comes a new one, as new virtual users do. A
 * Service of Kubernetes spreads connections, not requests: with one connection
 * for ever, one pod of five got all the load, and a canary none (measured).
 */
const MAX_USES = 20;

/**
 * Longest life of a connection (ms). At ten requests a second one connection of
 * twenty lasts two seconds, and a canary's share of a minute was 3 to 35 % by
 * chance; with so many more of them it is as good as one in five.
 */
const MAX_AGE_MS = 500;

const encoder = new TextEncoder();

/** A client; its connections are as many as requests are under way. */
export function socketClient(
  { clock, timeoutMs, connect = connectTcp }: SocketClientOptions,
): HttpClient {
  /** By host and port. */
  const resting = new Map<string, Connection[]>();

  function read(connection: Connection): void {
    connection.reading = connection.wire.read(connection.buffer);
    const ended = (): void => {
      if (connection.isResting) forget(connection);
    };
    connection.reading.then(ended, ended);
  }

  /** Closed by the server, or it speaks without being asked. */
  function forget(connection: Connection): void {
    for (const connections of resting.values()) {
      const at = connections.indexOf(connection);
      if (at >= 0) connections.splice(at, 1);
    }
    shut(connection);
  }

  async function open(address: Address): Promise<Connection> {
    const connection: Connection = {
      wire: await connect(address),
      buffer: new Uint8Array(BUFFER_BYTES),
      reading: Promise.resolve(null),
      isResting: false,
      isShut: false,
      uses: 0,
      opened: clock.monotonic(),
    };
    read(connection);
    return connection;
  }

  async function exchange(
    connection: Connection,
    bytes: Uint8Array,
    reader: ResponseReader,
  ): Promise<void> {
    const { wire, buffer } = connection;
    for (let sent = 0; sent < bytes.length;) {
      sent += await wire.write(sent === 0 ? bytes : bytes.subarray(sent));
    }
    for (;;) {
      const length = await connection.reading;
      if (length === null) {
        if (reader.close()) return;
        throw new Error("The connection was closed too early");
      }
      const isWhole = reader.take(buffer.subarray(0, length));
      if (isWhole && !reader.keepsAlive) return;
      read(connection);
      if (isWhole) return;
    }
  }

  /** A new connection, unless it comes too late. */
  async function opened(
    address: Address,
    late: Promise<void>,
  ): Promise<Connection | undefined> {
    const opening = open(address);
    const connection = await Promise.race([opening, late]);
    if (connection === undefined) opening.then(shut, () => {});
    return connection ?? undefined;
  }

  return {
    async send(sent) {
      const { hostname, port, key, bytes } = encoded(sent);
      const reader = responseReader(sent.wantsText);
      const late = Promise.withResolvers<void>();
      let isLate = false;
      let connection = rested(key);
      const calm = clock.after(timeoutMs, () => {
        isLate = true;
        late.resolve();
        if (connection) shut(connection);
      });
      try {
        try {
          connection ??= await opened({ hostname, port }, late.promise);
        } catch {
          return { result: "refused", status: 0 };
        }
        if (connection === undefined) return { result: "timeout", status: 0 };
        connection.isResting = false;
        await exchange(connection, bytes, reader);
        rest(connection, reader.keepsAlive, key);
        return endedOf(reader, sent.wantsText);
      } catch {
        if (connection) shut(connection);
        return { result: isLate ? "timeout" : "broken", status: reader.status };
      } finally {
        calm();
      }
    },
    close() {
      const all = [...resting.values()].flat();
      resting.clear();
      all.forEach(shut);
    },
  };

  function rested(key: string): Connection | undefined {
    const connections = resting.get(key) ?? [];
    for (;;) {
      const connection = connections.pop();
      if (connection === undefined || !isOld(connection)) return connection;
      shut(connection);
    }
  }

  function isOld({ opened }: Connection): boolean {
    return clock.monotonic() - opened > MAX_AGE_MS;
  }

  function rest(connection: Connection, keepsAlive: boolean, key: string) {
    const isSpent = ++connection.uses >= MAX_USES || isOld(connection);
    if (!keepsAlive || isSpent) return shut(connection);
    connection.isResting = true;
    const connections = resting.get(key);
    if (connections === undefined) resting.set(key, [connection]);
    else connections.push(connection);
  }
}

/** Closes it once. */
function shut(connection: Connection): void {
  connection.isResting = false;
  if (connection.isShut) return;
  connection.isShut = true;
  connection.wire.close();
}

function endedOf(reader: ResponseReader, wantsText: boolean): Ended {
  const { status } = reader;
  const result = resultOfStatus(status);
  return result === "ok" && wantsText
    ? { result, status, text: reader.text() }
    : { result, status };
}

function encoded({ method, url, body }: Sent): Address & {
  readonly key: string;
  readonly bytes: Uint8Array;
} {
  const [, host = "", path] = /^http:\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
  const [, hostname = "", port = "80"] =
    /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(host) ?? [];
  const json = body === undefined ? undefined : JSON.stringify(body);
  // No body has a length too: some servers want to be told.
  const about = json !== undefined
    ? `Content-Type: application/json\r\n` +
      `Content-Length: ${encoder.encode(json).length}\r\n`
    : method === "GET"
    ? ""
    : "Content-Length: 0\r\n";
  const text = `${method} ${path ?? "/"} HTTP/1.1\r\nHost: ${host}\r\n` +
    `User-Agent: quickticket-loadgen\r\n${about}\r\n${json ?? ""}`;
  return {
    hostname,
    port: Number(port),
    key: host,
    bytes: encoder.encode(text),
  };
}

async function connectTcp(address: Address): Promise<Wire> {
  const connection = await Deno.connect(address);
  connection.setNoDelay(true);
  return connection;
}
