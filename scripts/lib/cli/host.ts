/**
 * The process as a parameter: a tool sees the world through its host, so that
 * its tests run it inside their own process, with no permission.
 * @module
 */

import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { printable } from "../text/printable.ts";
import { ownEnvironment } from "./own_environment.ts";

/** The signals by which a person or a supervisor ends a tool. */
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** One of {@link STOP_SIGNALS}. */
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** What a process can be permitted. */
export const PERMISSIONS = [
  "read",
  "write",
  "env",
  "net",
  "run",
  "sys",
  "ffi",
] as const;

/** One of {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** All that a tool may ask of its process. */
export interface Host {
  /** The command line after the tool's name. */
  readonly args: readonly string[];
  /** An environment variable; undefined when unset. */
  env(name: string): string | undefined;
  /**
   * Writes the result: one or more lines to stdout, the last newline is added.
   * Control characters are written out, because most text has foreign parts.
   */
  out(text: string): void;
  /** Writes talk: the same to stderr. */
  err(text: string): void;
  /** Writes the caller's own control characters; it made foreign parts safe. */
  styled(stream: "out" | "err", text: string): void;
  /** True when a person is watching: stdout and stderr are terminals. */
  readonly isTerminal: boolean;
  readonly clock: Clock;
  /**
   * Gives every other permission of the process up, for good: a file of other
   * people's may then do no more than its reader needs.
   */
  confine(needs: readonly Permission[]): Promise<void>;
  /**
   * Calls `handler` on each signal that asks the tool to end, instead of
   * ending at once. Returns what takes the handler away again.
   */
  onSignal(handler: (signal: StopSignal) => void): () => void;
}

/** The host of this process; only a `cli.ts` under `import.meta.main` asks. */
export function realHost(): Host {
  ownEnvironment(Deno.env);
  return {
    args: Deno.args,
    env: (name) => Deno.env.get(name),
    out: (text) => write(Deno.stdout, printable(text)),
    err: (text) => write(Deno.stderr, printable(text)),
    styled: (stream, text) =>
      write(stream === "out" ? Deno.stdout : Deno.stderr, text),
    isTerminal: Deno.stdout.isTerminal() && Deno.stderr.isTerminal(),
    clock: systemClock,
    confine,
    onSignal,
  };
}

async function confine(needs: readonly Permission[]): Promise<void> {
  for (const name of PERMISSIONS) {
    if (!needs.includes(name)) await Deno.permissions.revoke({ name });
  }
}

function onSignal(handler: (signal: StopSignal) => void): () => void {
  const listeners = STOP_SIGNALS.map((signal) => {
    const listener = (): void => handler(signal);
    Deno.addSignalListener(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) {
      Deno.removeSignalListener(signal, listener);
    }
  };
}

const encoder = new TextEncoder();

/** Synchronous, so that a line survives whatever happens after it. */
function write(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  const bytes = encoder.encode(text + "\n");
  try {
    for (let sent = 0; sent < bytes.length;) {
      sent += stream.writeSync(bytes.subarray(sent));
    }
  } catch (error) {
    // `tool | head` closed the pipe, or the terminal is gone: nobody reads on.
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code !== "EPIPE" && code !== "EIO") throw error;
  }
}
