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

/** A program, and what it is told. */
export interface OwnPackages {
  /** The program's file; `deno.json` lies in the same folder. */
  readonly program: URL;
  /** What the program reads from its standard input. */
  readonly input?: string;
}

/**
 * Runs such a program, and gives what it wrote.
 * @throws {CouldNotRun} when it fails, for example without a network
 */
export async function runWithOwnPackages(
  { program, input = "" }: OwnPackages,
): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--allow-all"],
      ...["--config", fileURLToPath(new URL("deno.json", program))],
      fileURLToPath(program),
    ],
    cwd: fileURLToPath(new URL(".", program)),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = writeAll(child.stdin, input);
  const { success, stdout, stderr } = await child.output();
  await written;
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  throw new CouldNotRun(decoder.decode(stderr).trim());
}

/** A program that ended early has said why; that its input broke says nothing. */
async function writeAll(
  stdin: WritableStream<Uint8Array>,
  input: string,
): Promise<void> {
  await new Blob([input]).stream().pipeTo(stdin).catch(() => {});
}
