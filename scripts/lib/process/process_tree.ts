/**
 * A process with its children, frozen and thawed: PostgreSQL is many.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";
import { commandOf, signal } from "./process_info.ts";
import { readText } from "../files/read_text.ts";

/** A process, and how it is known again: ids are given to others later. */
export interface ProcessMark {
  readonly pid: number;
  readonly command: string;
}

/** A process and all below it. */
export async function processesOf(
  pid: number,
): Promise<readonly ProcessMark[]> {
  if (Deno.build.os === "windows") {
    throw new CouldNotRun("Cannot freeze a process: Windows has no SIGSTOP");
  }
  const found: ProcessMark[] = [];
  for (const one of [pid, ...await below(pid)]) {
    const command = await commandOf(one);
    if (command !== undefined) found.push({ pid: one, command });
  }
  return found;
}

async function below(pid: number): Promise<readonly number[]> {
  const children = await childrenOf(pid);
  const others = await Promise.all(children.map(below));
  return [...children, ...others.flat()];
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  if (Deno.build.os !== "linux") {
    const { stdout } = await new Deno.Command("pgrep", {
      args: ["-P", String(pid)],
      stderr: "null",
    }).output();
    return numbersIn(new TextDecoder().decode(stdout));
  }
  // The kernel lists children by the thread that started them.
  const found: number[] = [];
  for (const thread of await threadsOf(pid)) {
    const file = `/proc/${pid}/task/${thread}/children`;
    found.push(...numbersIn(await readText(file).catch(() => "")));
  }
  return found;
}

async function threadsOf(pid: number): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
      names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
  }
  return names;
}

function numbersIn(text: string): readonly number[] {
  return text.split(/\s+/).filter((word) => word !== "").map(Number);
}

/** Stops them in the midst of whatever they do. */
export function freeze(processes: readonly ProcessMark[]): void {
  for (const { pid } of processes) signal(pid, "SIGSTOP");
}

/** Lets them go on; what is another process by now is left alone. */
export async function thaw(processes: readonly ProcessMark[]): Promise<void> {
  for (const { pid, command } of processes) {
    // A process may rename itself (PostgreSQL does), so its program must do.
    const now = await commandOf(pid);
    if (now !== undefined && programOf(now) === programOf(command)) {
      signal(pid, "SIGCONT");
    }
  }
}

function programOf(command: string): string {
  return command.split(/[ :]/)[0] ?? "";
}
