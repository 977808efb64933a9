/**
 * Questions about a process of which only the id is known. Ids are used again,
 * so that nothing is ever stopped by its id alone: its command line must match.
 * @module
 */

import { readText } from "../files/read_text.ts";
import { commandLineQuery, thisPlatform } from "../platform/mod.ts";

/**
 * The command line of a running process; undefined when the process does not
 * run. A zombie counts as gone.
 */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (Deno.build.os === "linux") {
    try {
      const raw = await readText(`/proc/${pid}/cmdline`);
      return raw === "" ? undefined : raw.replaceAll("\0", " ").trim();
    } catch (error) {
      // Not being allowed to look must not pass for "it is gone".
      if (error instanceof Deno.errors.NotCapable) throw error;
      return undefined; // gone, perhaps while it was being read
    }
  }
  const [program, ...args] = commandLineQuery(thisPlatform(), pid);
  const { success, stdout } = await new Deno.Command(program, {
    args,
    stdout: "piped",
    stderr: "null",
  }).output();
  const text = new TextDecoder().decode(stdout).trim();
  return success && text !== "" ? text : undefined;
}

/** True when `pid` runs and its command line holds `marker`. */
export async function isRunning(
  pid: number,
  marker: string,
): Promise<boolean> {
  return (await commandOf(pid))?.includes(marker) ?? false;
}

/** Sends a signal; false when the process is gone already. */
export function signal(pid: number, name: Deno.Signal): boolean {
  try {
    Deno.kill(pid, name);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
