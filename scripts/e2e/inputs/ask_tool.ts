/**
 * Asks one tool after the other, each in a process of its own.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { Description } from "../../lib/cli/mod.ts";
import { lineSplitter, reasonIn } from "../../lib/process/mod.ts";
import type { Answer } from "./fault_in.ts";
import type { WrongInput } from "./wrong_inputs.ts";

/** Longest wait for an answer, also on a machine with other work (ms). */
const ANSWER_MS = 60_000;

/** A tool that waits for inputs. */
export interface Asked {
  readonly description: Description;
  /** Its answer; one that does not come ends the process. */
  answer(input: WrongInput): Promise<Answer>;
  close(): Promise<void>;
}

/** Where it runs. */
export interface Place {
  /** A copy of the repository: a wrong input may change nothing in it. */
  readonly tree: string;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/**
 * Loads the tool of a module.
 * @throws {Error} with its own words when it cannot be loaded
 */
export async function askTool(
  module: string,
  { tree, env, clock }: Place,
): Promise<Asked> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--quiet",
        "-A",
        `${tree}/scripts/e2e/inputs/inputs_server.ts`,
      ],
      `file://${tree}/${module}`,
    ],
    cwd: tree,
    clearEnv: true,
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const words = new Response(child.stderr).text();
  const lines = linesOf(child.stdout);
  const writer = child.stdin.getWriter();

  async function next(): Promise<string | undefined> {
    const late = new AbortController();
    const cancel = clock.after(ANSWER_MS, () => late.abort());
    const never = new Promise<undefined>((resolve) =>
      late.signal.addEventListener("abort", () => resolve(undefined))
    );
    const line = await Promise.race([lines.next(), never]);
    cancel();
    return line === undefined || line.done ? undefined : line.value;
  }
  async function close(): Promise<void> {
    await writer.abort().catch(() => {}); // it has ended
    try {
      child.kill("SIGKILL");
    } catch {
      // it has ended
    }
    await child.status;
  }
  const description = await next();
  if (description === undefined) {
    await close();
    throw new Error(`Cannot load ${module}: ${reasonIn(await words)}`);
  }
  return {
    description: JSON.parse(description),
    async answer(input) {
      await writer.write(
        new TextEncoder().encode(`${JSON.stringify(input)}\n`),
      );
      const line = await next();
      if (line !== undefined) return JSON.parse(line);
      await close();
      return { code: undefined, stdout: "", stderr: await words };
    },
    close,
  };
}

async function* linesOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const waiting: string[] = [];
  const splitter = lineSplitter((line) => waiting.push(line));
  for await (const chunk of stream) {
    splitter.push(chunk);
    yield* waiting.splice(0);
  }
}
