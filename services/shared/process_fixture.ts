/**
 * A service as a process of its own, with few descriptors if need be.
 * @module
 */

/** The process to start. */
export interface ProcessOptions {
  /** A program of this checkout, e.g. `services/payments/main.ts`. */
  readonly program: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors that it may have open. @default {as many as the test} */
  readonly descriptors?: number;
}

/** A service that listens. */
export interface ServiceProcess extends AsyncDisposable {
  readonly port: number;
  /** Its log so far: one object a line. */
  readonly lines: readonly LogLine[];
  readonly status: Promise<Deno.CommandStatus>;
  kill(signal: Deno.Signal): void;
}

/** A line of the log, as far as tests look into it. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly status?: number;
  readonly port?: number;
}

/** Starts it on a free port of the loopback, and waits until it listens. */
export async function startProcess(
  { program, env = {}, descriptors }: ProcessOptions,
): Promise<ServiceProcess> {
  const limit = descriptors === undefined ? "" : `ulimit -n ${descriptors}; `;
  const process = new Deno.Command("sh", {
    args: [
      "-c",
      `${limit}exec "$0" "$@"`,
      Deno.execPath(),
      ...["run", "--quiet", "--no-prompt", "--allow-net", "--allow-env"],
      program,
    ],
    env: { HOST: "127.0.0.1", PORT: "0", ...env },
    stdout: "piped",
  }).spawn();
  const lines: LogLine[] = [];
  const listening = Promise.withResolvers<number>();
  void follow();
  const port = await listening.promise;
  return {
    port,
    lines,
    status: process.status,
    kill: (signal) => process.kill(signal),
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGKILL");
      } catch {
        // it has ended
      }
      await process.status;
    },
  };

  async function follow(): Promise<void> {
    let rest = "";
    const text = process.stdout.pipeThrough(new TextDecoderStream());
    for await (const piece of text) {
      const pieces = (rest + piece).split("\n");
      rest = pieces.pop() ?? "";
      for (const line of pieces) {
        const read: LogLine = JSON.parse(line);
        lines.push(read);
        if (read.port !== undefined) listening.resolve(read.port);
      }
    }
    listening.reject(new Error(`${program} ended before it listened`));
  }
}
