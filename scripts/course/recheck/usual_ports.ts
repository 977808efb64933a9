/**
 * The shop on its usual ports, for runbooks that name them. A rechecked shop
 * listens on free ports, so that several can run beside each other.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where a student's runbook finds each service. */
const USUAL = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  notifications: 8083,
} as const;

/** Another recheck of the same lab may hold them for so long (ms). */
const WAIT_MS = 300_000;

const LOOK_AGAIN_MS = 500;

/** The programs that listen. */
export interface UsualPorts {
  close(): void;
}

/**
 * Passes connections on to where the services are by then.
 * @param urlOf asked for each connection, since a restart may move a service
 * @throws {CouldNotRun} naming the port that is in use
 */
export async function openUsualPorts(
  urlOf: (service: string) => string | undefined,
  { ports = USUAL, waitMs = WAIT_MS }: {
    readonly ports?: Readonly<Record<string, number>>;
    readonly waitMs?: number;
  } = {},
): Promise<UsualPorts> {
  const deadline = performance.now() + waitMs;
  const open: Deno.Listener[] = [];
  const clients = new Set<Deno.Conn>();
  const close = () => {
    for (const one of open) one.close();
    // A connection that a runbook left open must not keep this process alive.
    for (const one of clients) closed(one);
  };
  for (const [service, port] of Object.entries(ports)) {
    try {
      const listener = await listen(port, deadline);
      open.push(listener);
      void passOn(listener, clients, () => urlOf(service));
    } catch (error) {
      close();
      throw error;
    }
  }
  return { close };
}

async function listen(port: number, deadline: number): Promise<Deno.Listener> {
  for (;;) {
    try {
      return Deno.listen({ hostname: "127.0.0.1", port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      if (performance.now() > deadline) {
        throw new CouldNotRun(
          `Cannot measure: port ${port} is in use, and the runbooks of ` +
            "students name it; end what listens there, such as deno task dev",
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function passOn(
  listener: Deno.Listener,
  clients: Set<Deno.Conn>,
  target: () => string | undefined,
): Promise<void> {
  for await (const client of listener) {
    clients.add(client);
    void joined(client, target()).finally(() => clients.delete(client));
  }
}

/** A service that is down refuses, and so the client's connection ends. */
async function joined(
  client: Deno.Conn,
  url: string | undefined,
): Promise<void> {
  try {
    if (url === undefined) return;
    const { hostname, port } = new URL(url);
    using server = await Deno.connect({ hostname, port: Number(port) });
    await Promise.all([
      client.readable.pipeTo(server.writable, { preventCancel: true }),
      server.readable.pipeTo(client.writable),
    ]);
  } catch {
    // one of them has hung up
  } finally {
    closed(client);
  }
}

function closed(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // pipeTo() has closed it
  }
}
