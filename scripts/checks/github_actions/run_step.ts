/**
 * One step of a job, run in a terminal where docker, deno and git's server are
 * those of a fake GitHub.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** Longest life of a step (ms). */
const STEP_MS = 120_000;

/** A terminal of a job. */
export interface JobShell {
  /** Where the job's files are. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a step ended. */
export interface StepEnd {
  readonly code: number;
  /** The end of what it said. */
  readonly said: string;
}

/**
 * Runs commands as GitHub does: bash that ends at the first failure.
 * @throws {CouldNotRun} when a program is missing here, so that nothing is known
 */
export async function runStep(
  { folder, env }: JobShell,
  { script, shell, cwd }: {
    readonly script: string;
    readonly shell: string | undefined;
    readonly cwd: string;
  },
): Promise<StepEnd> {
  if (shell !== undefined && !/^(?:ba)?sh\b/.test(shell)) {
    throw new CouldNotRun(
      `Cannot play a step with shell ${shell}: bash and sh are known`,
    );
  }
  const file = `${folder}/step.sh`;
  await Deno.writeTextFile(file, script);
  const flags = shell === undefined ? ["-e"] : ["-eo", "pipefail"];
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["--noprofile", "--norc", ...flags, file],
    cwd,
    env,
    clearEnv: true,
    stdin: "null",
    signal: AbortSignal.timeout(STEP_MS),
  }).output();
  const decoder = new TextDecoder();
  const said = `${decoder.decode(stdout)}${decoder.decode(stderr)}`.trim();
  const missing = /: line \d+: (\S+): command not found/.exec(said)?.[1];
  if (missing !== undefined) {
    throw new CouldNotRun(
      `Cannot play the step: it may not use ${missing} here (a runner of GitHub may have it)`,
    );
  }
  return { code, said: said.slice(-600) };
}

/** Reads what a step wrote to `$GITHUB_OUTPUT` or `$GITHUB_ENV`, and empties it. */
export async function takeValues(
  file: string,
): Promise<Readonly<Record<string, string>>> {
  const text = await readText(file).catch(() => "");
  await Deno.writeTextFile(file, "");
  return valuesIn(text);
}

/**
 * What such a file says: `name=value`, or `name<<END`, lines and `END`. Any text
 * without a blank may be the END, such as `ghadelimiter_` and a UUID.
 */
export function valuesIn(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (
    const [, name = "", end, long, short] of text.matchAll(
      /^([\w-]+)(?:<<(\S+)\n(?:([^]*?)\n)??\2|=(.*))$/gm,
    )
  ) values[name] = end === undefined ? short ?? "" : long ?? "";
  return values;
}
