/**
 * `docker` for tests that run where there is none: a program of that name on
 * PATH that answers as a test says, and notes how it was called.
 * @module
 */

/** The commands that it received. */
export interface TestDocker {
  /** Calls so far, e.g. "compose ps --quiet events". */
  calls(): Promise<readonly string[]>;
}

/**
 * Runs a test with it.
 * @param script of a POSIX shell; `$*` are the arguments
 */
export async function withDocker(
  script: string,
  body: (docker: TestDocker) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = Deno.env.get("PATH") ?? "";
  try {
    const log = `${folder}/calls`;
    await Deno.writeTextFile(log, "");
    const text = `#!/bin/sh\necho "$*" >> "${log}"\n${script}\n`;
    await Deno.writeTextFile(`${folder}/docker`, text, { mode: 0o755 });
    Deno.env.set("PATH", `${folder}:${path}`);
    await body({
      calls: async () =>
        (await Deno.readTextFile(log)).split("\n").filter((one) => one !== ""),
    });
  } finally {
    Deno.env.set("PATH", path);
    await Deno.remove(folder, { recursive: true });
  }
}
