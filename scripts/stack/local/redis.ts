/**
 * A real server of the Redis protocol: `redis-server` or `valkey-server` when
 * one is installed, else Valkey compiled to WebAssembly, which keeps its data
 * in memory only (holds live minutes; a lost one is a lost cart, no more).
 * @module
 */

import { fileURLToPath } from "node:url";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";
import { answersPing } from "../../lib/wait/mod.ts";
import type { Launch, ProcessSpec } from "./supervisor.ts";

/** Which server to use; `wasm` asks for the embedded one. */
export type RedisKind = "installed" | "wasm";

interface RedisOptions {
  readonly kind: RedisKind;
  /** Where the append-only file lies. */
  readonly data: string;
  readonly port: number;
  /** Loopback is open to all users of a machine, and the server is not. */
  readonly password: string;
}

/** The URL of the server on this port. */
export function redisUrl(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/** The server as a process to supervise. */
export function redisProcess(
  { kind, data, port, password }: RedisOptions,
): ProcessSpec {
  return {
    name: "redis",
    launch: async (): Promise<Launch> => {
      const program = kind === "wasm" ? undefined : await installedServer();
      if (program === undefined) return embedded(port, password);
      await Deno.mkdir(data, { recursive: true });
      // In a file of the owner's: every user can see a command line.
      const settings = `${data}/redis.conf`;
      await replaceFile(settings, `requirepass ${password}\n`, { mode: 0o600 });
      return {
        file: program,
        args: [
          ...[settings, "--port", String(port), "--bind", "127.0.0.1"],
          ...["--dir", data, "--appendonly", "yes", "--save", ""],
        ],
        env: {},
        cwd: data,
      };
    },
    ready: () => answersPing(redisUrl(port, password)),
    readyWithinMs: 20_000,
    stopSignal: "SIGTERM",
    stopWithinMs: 10_000,
  };
}

function embedded(port: number, password: string): Launch {
  return {
    file: Deno.execPath(),
    args: [
      ...["run", "--quiet", "--no-prompt", "--cached-only"],
      ...["--allow-read", "--allow-env"],
      `--allow-net=127.0.0.1:${port}`,
      fileURLToPath(new URL("./valkey_server.ts", import.meta.url)),
      String(port),
    ],
    env: { VALKEY_PASSWORD: password },
    cwd: ROOT,
  };
}

/** The first of the two programs that runs; undefined when neither does. */
async function installedServer(): Promise<string | undefined> {
  for (const program of ["redis-server", "valkey-server"]) {
    try {
      const { success } = await new Deno.Command(program, {
        args: ["--version"],
        stdout: "null",
        stderr: "null",
      }).output();
      if (success) return program;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}
