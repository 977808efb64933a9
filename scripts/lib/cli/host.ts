/**
 * The process as a parameter: a tool sees its surroundings through its host, so
 * that its tests run it inside their own process, with no permission.
 * @module
 */

import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { printable } from "../text/printable.ts";
import { platformOf, type StopSignal, stopSignals } from "../platform/mod.ts";
import { ownEnvironment } from "./own_environment.ts";
import { fitted } from "./terminal_width.ts";

/** A signal by which a person or a supervisor ends a tool. */
export type { StopSignal } from "../platform/mod.ts";

/** The permissions of a process. */
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
    out: (text) => write(Deno.stdout, shown(Deno.stdout, text)),
    err: (text) => write(Deno.stderr, shown(Deno.stderr, text)),
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
  const listeners = stopSignals(PLATFORM).map((signal) => {
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

/** Without its kernel's release: a tool may lack the right to ask for that. */
const PLATFORM = platformOf(Deno.build.os, "");

/** Within the width of a terminal; a program that reads gets whole lines. */
function shown(stream: { isTerminal(): boolean }, text: string): string {
  const safe = printable(text);
  return stream.isTerminal() ? fitted(safe, columnsOf()) : safe;
}

/** Columns of the terminal; 80 where it does not say. */
function columnsOf(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
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
    // `tool | head` closed the pipe, or the terminal is gone: no program reads
    // the rest.
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code !== "EPIPE" && code !== "EIO") throw error;
  }
}
