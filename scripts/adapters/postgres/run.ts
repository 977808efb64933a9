/**
 * Runs a client program with its bytes as streams.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { leashed } from "../../lib/process/mod.ts";
import type { Invocation } from "./client.ts";

/** A program that runs. */
export interface Running {
  /** Its output. */
  readonly output: ReadableStream<Uint8Array>;
  /**
   * Resolves when it has ended well.
   * @throws {CouldNotRun} with its own words otherwise
   */
  readonly ended: Promise<void>;
  /** Ends it. */
  kill(): void;
}

/** How many of its last words are kept. */
const WORDS = 4000;

/** A shell's code for a program that it cannot find. */
const NOT_FOUND = 127;

/**
 * Starts it; `input` is what it reads. It ends when this process is killed:
 * with its input, or, where it reads nothing, by the leash that it is on.
 */
export function runClient(
  { file, args, env }: Invocation,
  input?: ReadableStream<Uint8Array>,
): Running {
  const start = input === undefined ? leashed(file, args) : { file, args };
  const child = spawned(
    file,
    new Deno.Command(start.file, {
      args: [...start.args],
      env: { ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }),
  );
  const kill = (): void => {
    try {
      child.kill("SIGTERM");
    } catch {
      // it has ended: what was wanted
    }
  };
  // A program that ends early stops reading; its status tells why. An input
  // that turns out to be wrong must not be taken for its end.
  const fed = input?.pipeTo(child.stdin).catch((error: unknown) => {
    if (error instanceof CouldNotRun) kill();
    return error;
  });
  const words = lastWords(child.stderr);
  return {
    output: child.stdout,
    ended: (async () => {
      const [{ code, signal }, said, feeding] = await Promise.all([
        child.status,
        words,
        fed,
      ]);
      if (feeding instanceof CouldNotRun) throw feeding;
      if (input === undefined) await child.stdin.close().catch(() => {}); // it is gone
      const name = nameOf(file, args);
      if (code === NOT_FOUND) throw notInstalled(file);
      if (code !== 0) {
        const how = signal ?? `code ${code}`;
        throw new CouldNotRun(`${name} ended with ${how}: ${said}`);
      }
      if (feeding instanceof Error) throw feeding;
    })(),
    kill,
  };
}

function spawned(file: string, command: Deno.Command): Deno.ChildProcess {
  try {
    return command.spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw notInstalled(file);
  }
}

function notInstalled(file: string): CouldNotRun {
  return new CouldNotRun(`Cannot run ${file}: it is not installed`);
}

/** Runs it to its end; its output as text. */
export async function clientOutput(
  invocation: Invocation,
  input?: ReadableStream<Uint8Array>,
): Promise<string> {
  const { output, ended } = runClient(invocation, input);
  const [text] = await Promise.all([new Response(output).text(), ended]);
  return text;
}

/** "pg_dump", also where docker or kubectl leads to it. */
function nameOf(file: string, args: readonly string[]): string {
  const programs = /(?:^|\/)(pg_\w+|psql)$/;
  return [file, ...args].map((word) => programs.exec(word)?.[1])
    .find((name) => name !== undefined) ?? file;
}

async function lastWords(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let kept = "";
  for await (const chunk of stream) {
    kept = (kept + decoder.decode(chunk, { stream: true })).slice(-WORDS);
  }
  return kept.trim();
}
