/**
 * Programs whose npm packages have a lock of their own.
 *
 * `deno task` fetches each package of the root's lock before it starts any
 * task. A package that is large and seldom needed would make every first start
 * slow, so its program has a `deno.json` and a `deno.lock` beside it. Deno then
 * fetches these packages when the program runs for the first time.
 * @module
 */

import { fileURLToPath } from "node:url";
import { CouldNotRun } from "../cli/tool.ts";

/** A program and its arguments. */
export interface OwnPackages {
  /** The program's file; `deno.json` lies in the same folder. */
  readonly program: URL;
  readonly args?: readonly string[];
  /** The program's standard input. */
  readonly input?: string | ReadableStream<Uint8Array>;
  /** Where it runs. @default {the program's folder} */
  readonly cwd?: string;
}

/**
 * Runs such a program to its end, and gives what it wrote.
 * @throws {CouldNotRun} when it fails, for example without a network
 */
export async function runWithOwnPackages(asked: OwnPackages): Promise<string> {
  return await new Response(await streamWithOwnPackages(asked)).text();
}

/**
 * The same, as a stream. It gives the first bytes when the program has written
 * them, so that a program that fails at once is an error here and not later.
 * @throws {CouldNotRun} when it fails; the stream does when it fails later
 */
export async function streamWithOwnPackages(
  { program, args = [], input = "", cwd }: OwnPackages,
): Promise<ReadableStream<Uint8Array>> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--allow-all"],
      ...["--config", fileURLToPath(new URL("deno.json", program))],
      ...[fileURLToPath(program), ...args],
    ],
    cwd: cwd ?? fileURLToPath(new URL(".", program)),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // An input that breaks must not look like its end, or half a file is kept.
  const fed = feed(child.stdin, input).catch((error: unknown) => {
    child.kill("SIGKILL");
    return { error };
  });
  const stderr = new Response(child.stderr).text();
  const reader = child.stdout.getReader();

  async function next(): Promise<Uint8Array | undefined> {
    const { value } = await reader.read();
    if (value !== undefined) return value;
    const { success } = await child.status;
    const reason = (await stderr).trim();
    const broken = await fed;
    if (broken !== undefined) throw broken.error;
    if (!success) throw new CouldNotRun(reason);
    return undefined;
  }

  let first = await next();
  return new ReadableStream({
    async pull(controller) {
      const chunk = first ?? await next();
      first = undefined;
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
    async cancel() {
      child.kill("SIGKILL");
      await reader.cancel();
      await Promise.all([child.status, stderr, fed]);
    },
  });
}

/** A program that ended early has said why; that its input broke says nothing. */
async function feed(
  stdin: WritableStream<Uint8Array>,
  input: string | ReadableStream<Uint8Array>,
): Promise<undefined> {
  const source = typeof input === "string" ? new Blob([input]).stream() : input;
  const writer = stdin.getWriter();
  for await (const chunk of source) {
    try {
      await writer.write(chunk);
    } catch {
      return; // for await cancels the source
    }
  }
  await writer.close().catch(() => {});
}
