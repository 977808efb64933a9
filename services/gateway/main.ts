/**
 * The gateway's process.
 * @module
 */

import { systemClock } from "../shared/clock.ts";
import { runService } from "../shared/run_service.ts";
import { GATEWAY_ENV } from "./config.ts";
import { createGateway } from "./app.ts";

/** Its calls have a deadline, whose timer keeps the process alive for them. */
async function connect(hostname: string, port: number): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname, port });
  connection.setNoDelay();
  connection.unref();
  return connection;
}

if (import.meta.main) {
  await runService({
    name: "gateway",
    summary: "the public door: list, reserve, pay",
    env: GATEWAY_ENV,
    start(config) {
      const gateway = createGateway(config, {
        clock: systemClock,
        random: Math.random,
        newId: () => crypto.randomUUID(),
        fetch,
        connect,
      });
      gateway.startSettling();
      return gateway;
    },
  });
}
