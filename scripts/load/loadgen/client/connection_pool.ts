/**
 * Connections that rest between two requests, and how long each may live.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";

/** A connection as the client needs it; a `Deno.TcpConn` is one. */
export interface Wire {
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** Where to. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

/** An open connection. */
export interface Connection {
  readonly wire: Wire;
  readonly buffer: Uint8Array<ArrayBuffer>;
  /**
   * Reads even while no request is under way, so that a server that closes a
   * resting connection is noticed before a request is lost on it.
   */
  reading: Promise<number | null>;
  isResting: boolean;
  isShut: boolean;
  uses: number;
  readonly opened: number;
}

/**
 * Requests of one connection; then comes a new one, as new virtual users do. A
 * Service of Kubernetes spreads connections, not requests: with a single
 * permanent connection, one pod of five got all the load, and a canary none
 * (measured).
 */
const MAX_USES = 20;

/**
 * Longest life of a connection (ms). At ten requests a second one connection of
 * twenty lasts two seconds, and a canary's share of a minute was 3 to 35 % by
 * chance; with so many more of them it is as good as one in five.
 */
const MAX_AGE_MS = 500;

const BUFFER_BYTES = 16_384;

/** The connections of a client, by host and port. */
export class ConnectionPool {
  readonly #resting = new Map<string, Connection[]>();
  readonly #clock: Clock;
  readonly #connect: (to: Address) => Promise<Wire>;

  constructor(clock: Clock, connect: (to: Address) => Promise<Wire>) {
    this.#clock = clock;
    this.#connect = connect;
  }

  /** A connection that rests and is young enough; undefined without one. */
  take(key: string): Connection | undefined {
    const connections = this.#resting.get(key) ?? [];
    for (;;) {
      const connection = connections.pop();
      if (connection === undefined || !this.#isOld(connection)) {
        return connection;
      }
      shut(connection);
    }
  }

  /** A new connection; undefined when `late` comes before it is open. */
  async open(
    address: Address,
    late: Promise<void>,
  ): Promise<Connection | undefined> {
    const opening = this.#open(address);
    const connection = await Promise.race([opening, late]);
    if (connection === undefined) opening.then(shut, () => {});
    return connection ?? undefined;
  }

  /** Starts the next read, which also notices that the server closes. */
  read(connection: Connection): void {
    connection.reading = connection.wire.read(connection.buffer);
    const ended = (): void => {
      if (connection.isResting) this.#forget(connection);
    };
    connection.reading.then(ended, ended);
  }

  /** Keeps it for the next request, or closes it when it has done its part. */
  rest(connection: Connection, keepsAlive: boolean, key: string): void {
    const isSpent = ++connection.uses >= MAX_USES || this.#isOld(connection);
    if (!keepsAlive || isSpent) return shut(connection);
    connection.isResting = true;
    const connections = this.#resting.get(key);
    if (connections === undefined) this.#resting.set(key, [connection]);
    else connections.push(connection);
  }

  /** Closes all that rest. */
  close(): void {
    const all = [...this.#resting.values()].flat();
    this.#resting.clear();
    all.forEach(shut);
  }

  async #open(address: Address): Promise<Connection> {
    const connection: Connection = {
      wire: await this.#connect(address),
      buffer: new Uint8Array(BUFFER_BYTES),
      reading: Promise.resolve(null),
      isResting: false,
      isShut: false,
      uses: 0,
      opened: this.#clock.monotonic(),
    };
    this.read(connection);
    return connection;
  }

  /** Closed by the server, or it speaks without being asked. */
  #forget(connection: Connection): void {
    for (const connections of this.#resting.values()) {
      const at = connections.indexOf(connection);
      if (at >= 0) connections.splice(at, 1);
    }
    shut(connection);
  }

  #isOld({ opened }: Connection): boolean {
    return this.#clock.monotonic() - opened > MAX_AGE_MS;
  }
}

/** Closes it once. */
export function shut(connection: Connection): void {
  connection.isResting = false;
  if (connection.isShut) return;
  connection.isShut = true;
  connection.wire.close();
}
