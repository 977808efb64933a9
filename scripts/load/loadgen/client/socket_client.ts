/**
 * The client that a load generator wants: HTTP/1.1 on bare connections.
 *
 * Why not `fetch`: measured on a server that answers 800 bytes, `fetch`,
 * `node:http` with its agent and undici cost 50 to 65 µs of CPU a request, this
 * costs 20 (2026-11, Deno 2.9.6). The time that a generator spends on itself
 * adds to the latencies that it measures. It knows no redirects, cookies,
 * compression or TLS, none of which the shop uses within a cluster.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import {
  type Address,
  type Connection,
  ConnectionPool,
  shut,
  type Wire,
} from "./connection_pool.ts";
import type { Ended, HttpClient, Sent } from "./http_client.ts";
import { type ResponseReader, responseReader } from "./response_reader.ts";
import { resultOfStatus } from "../result/result.ts";

/** The dependencies of a client. */
export interface SocketClientOptions {
  readonly clock: Clock;
  /** Longest wait for a connection and the whole answer. */
  readonly timeoutMs: number;
  /** Opens a connection. @default {Deno.connect} */
  readonly connect?: (to: Address) => Promise<Wire>;
}

const encoder = new TextEncoder();

/** A client; its connections are as many as requests are under way. */
export function socketClient(
  { clock, timeoutMs, connect = connectTcp }: SocketClientOptions,
): HttpClient {
  const pool = new ConnectionPool(clock, connect);
  return {
    async send(sent) {
      const { hostname, port, key, bytes } = encoded(sent);
      const reader = responseReader(sent.wantsText);
      const late = Promise.withResolvers<void>();
      let isLate = false;
      let connection = pool.take(key);
      const calm = clock.after(timeoutMs, () => {
        isLate = true;
        late.resolve();
        if (connection) shut(connection);
      });
      try {
        try {
          connection ??= await pool.open({ hostname, port }, late.promise);
        } catch {
          return { result: "refused", status: 0 };
        }
        if (connection === undefined) return { result: "timeout", status: 0 };
        connection.isResting = false;
        await exchange(pool, connection, bytes, reader);
        pool.rest(connection, reader.keepsAlive, key);
        return endedOf(reader, sent.wantsText);
      } catch {
        if (connection) shut(connection);
        return { result: isLate ? "timeout" : "broken", status: reader.status };
      } finally {
        calm();
      }
    },
    close: () => pool.close(),
  };
}

async function exchange(
  pool: ConnectionPool,
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
    pool.read(connection);
    if (isWhole) return;
  }
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
  // No body has a length too: some servers require it.
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
