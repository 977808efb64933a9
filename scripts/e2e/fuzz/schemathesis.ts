/**
 * Schemathesis: reads an OpenAPI document, makes requests that fit it, almost
 * fit it and don't fit it at all, and checks each answer against it.
 * @see https://schemathesis.readthedocs.io
 * @module
 */

import { DEV_DIRECTORY } from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The version that the figures were measured with. */
const VERSION = "4.32.5";

/** How one run went. */
export interface Fuzzed {
  readonly requests: number;
  readonly passed: boolean;
  /** Its output. */
  readonly text: string;
}

/**
 * Installs it into a virtual environment of its own.
 * @returns the program's path
 * @throws {CouldNotRun} without Python, or when it cannot be installed
 */
export async function installSchemathesis(directory: string): Promise<string> {
  const program = `${directory}/bin/schemathesis`;
  if ((await output(program, ["--version"])).text.includes(VERSION)) {
    return program;
  }
  for (
    const [command, args] of [
      ["python3", ["-m", "venv", directory]],
      [`${directory}/bin/pip`, ["install", "-q", `schemathesis==${VERSION}`]],
    ] as const
  ) {
    const { code, text } = await output(command, args);
    if (code === 0) continue;
    throw new CouldNotRun(
      `Cannot install schemathesis ${VERSION}, which needs Python 3.10 or ` +
        `later with venv: ${command} said ${text.trim()}`,
    );
  }
  return program;
}

/** Runs every check against the service at `url`. */
export async function fuzz(
  program: string,
  url: string,
  { seed, examples }: { readonly seed: number; readonly examples: number },
): Promise<Fuzzed> {
  const { code, text } = await output(program, [
    "run",
    `${url}/openapi.json`,
    "--checks=all",
    `--max-examples=${examples}`,
    `--seed=${seed}`,
    "--continue-on-failure",
    "--suppress-health-check=all",
    "--no-color",
  ]);
  const requests = Number(/(\d+) generated/.exec(text)?.[1] ?? 0);
  return { requests, passed: code === 0, text };
}

async function output(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly text: string }> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args: [...args],
      cwd: DEV_DIRECTORY, // it leaves a folder of its own behind
    }).output();
    const decoder = new TextDecoder();
    return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
  } catch (error) {
    return { code: 127, text: error instanceof Error ? error.message : "" };
  }
}
