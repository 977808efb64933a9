/**
 * kubectl, as everybody has it. What it prints is parsed where it is JSON.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The label of everything that is ours; nothing else is ever deleted. */
export const OURS = "app.kubernetes.io/part-of=quickticket";

/** kubectl on the cluster that KUBECONFIG names. */
export interface Kubectl {
  /** Its stdout. @throws {CouldNotRun} unless it ended with 0 */
  run(args: readonly string[], stdin?: string): Promise<string>;
  /** The same with `-o json`, parsed. */
  json(args: readonly string[]): Promise<unknown>;
  /** Starts it; stdout is collected until it ends by itself. */
  follow(args: readonly string[]): Promise<string>;
}

/** kubectl on PATH. */
export function createKubectl(): Kubectl {
  async function start(
    args: readonly string[],
    stdin = "",
  ): Promise<Deno.CommandOutput> {
    try {
      const child = new Deno.Command("kubectl", {
        args: [...args],
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const output = child.output();
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
      await writer.close().catch(() => {}); // it had read enough
      return await output;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      throw new CouldNotRun(
        "Cannot run kubectl: it is not installed; see deno task doctor",
      );
    }
  }
  async function run(
    args: readonly string[],
    stdin?: string,
  ): Promise<string> {
    const { code, stdout, stderr } = await start(args, stdin);
    const decoder = new TextDecoder();
    if (code === 0) return decoder.decode(stdout).trim();
    throw new CouldNotRun(
      `kubectl ${args.join(" ")} ended with ${code}:\n` +
        decoder.decode(stderr).trim().slice(0, 2000),
    );
  }
  return {
    run,
    json: async (args) => JSON.parse(await run([...args, "-o", "json"])),
    follow: async (args) =>
      new TextDecoder().decode((await start(args)).stdout),
  };
}
