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

/** The values that a step set for later ones, or why GitHub would fail it. */
export interface Taken {
  readonly values: Readonly<Record<string, string>>;
  readonly problem?: string;
}

/** Reads what a step wrote to `$GITHUB_OUTPUT` or `$GITHUB_ENV`, and empties it. */
export async function takeValues(file: string): Promise<Taken> {
  const text = await readText(file).catch(() => "");
  await Deno.writeTextFile(file, "");
  return valuesIn(text);
}

/**
 * Reads such a file as the runner does: `name=value`, or `name<<END`,
 * lines and `END`, whichever sign comes first. Any text may be the END.
 */
export function valuesIn(text: string): Taken {
  const values: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const [, name = "", sign, rest = ""] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === "" || (sign === "<<" && rest === "")) {
      return { values, problem: `Invalid format '${line}'` };
    }
    if (sign === "=") {
      set(values, name, rest);
      continue;
    }
    const end = lines.indexOf(rest, at + 1);
    if (end < 0) {
      const problem = `Invalid value. Matching delimiter not found '${rest}'`;
      return { values, problem };
    }
    set(values, name, lines.slice(at + 1, end).join("\n"));
    at = end;
  }
  return { values };
}

/** Also a name that JavaScript knows is only a name. */
function set(
  values: Record<string, string>,
  name: string,
  value: string,
): void {
  Object.defineProperty(values, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
