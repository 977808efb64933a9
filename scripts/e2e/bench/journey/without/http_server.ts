/**
 * `Deno.serve`, unguarded.
 * @module
 */

/** Stands for the limits of connections. */
export const LIMITS = {};

interface Options {
  readonly host: string;
  readonly port: number;
  readonly handler: (request: Request, env: object) => Promise<Response>;
}

interface Server {
  readonly port: number;
  readonly broken: Promise<void>;
  stopAccepting(): Promise<void>;
  shutdown(): Promise<void>;
  cut(): void;
}

/** Stands for the guarded server. */
export function openServer({ host, port, handler }: Options): Server {
  const server = Deno.serve(
    { hostname: host, port, onListen: () => {} },
    (request) => handler(request, {}),
  );
  return {
    port: server.addr.port,
    broken: server.finished,
    stopAccepting: () => Promise.resolve(),
    shutdown: () => server.shutdown(),
    cut() {},
  };
}
