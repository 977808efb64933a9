/**
 * Runs the installed kubectl, and parses its output where that is JSON.
 *
 * Without a kubeconfig kubectl asks localhost:8080. On a machine of this course
 * that is the shop's gateway, so a command that needs a cluster is refused then.
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

/** The commands that ask no cluster. */
const LOCAL =
  /^(?:kustomize|config|completion|plugin|version --client|argo rollouts version)\b/;

/** Where a pod finds the cluster that it is in. */
const IN_POD = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** kubectl on PATH. */
export function createKubectl(): Kubectl {
  let checked: Promise<void> | undefined;

  async function start(
    args: readonly string[],
    stdin = "",
  ): Promise<Deno.CommandOutput> {
    if (!LOCAL.test(args.join(" "))) await (checked ??= needsCluster());
    const child = spawnKubectl(args, "piped");
    const output = child.output();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
    await writer.close().catch(() => {}); // it had read enough
    return await output;
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

/**
 * Refuses when kubectl has no cluster to ask.
 * @throws {CouldNotRun} saying how to get one, or that kubectl is missing
 */
export async function needsCluster(): Promise<void> {
  if (await isThere(IN_POD)) return;
  const { code } = await spawnKubectl(["config", "current-context"]).output();
  if (code === 0) return;
  throw new CouldNotRun(
    "Cannot ask a cluster: no kubeconfig names one. Start one with deno task " +
      "cluster up, or set KUBECONFIG to the file of yours",
  );
}

/** Starts kubectl with its output piped. @throws {CouldNotRun} without one */
export function spawnKubectl(
  args: readonly string[],
  stdin: "null" | "piped" = "null",
): Deno.ChildProcess {
  try {
    return new Deno.Command("kubectl", {
      args: [...args],
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      "Cannot run kubectl: it is not installed; see deno task doctor",
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
