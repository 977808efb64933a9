/**
 * Finds the process that listens on a port, for an error message that helps.
 * @module
 */

import { commandOf } from "./process_info.ts";
import { readText } from "../files/read_text.ts";
import { listenerQuery, thisPlatform } from "../platform/mod.ts";

/** "process 4711 (node server.js)", or as much of it as can be found out. */
export async function portHolder(port: number): Promise<string> {
  const pid = Deno.build.os === "linux"
    ? await pidFromProc(port)
    : await pidFromProgram(port);
  if (pid === undefined) return "another process";
  const command = (await commandOf(pid))?.slice(0, 80);
  return `process ${pid}` + (command === undefined ? "" : ` (${command})`);
}

async function pidFromProgram(port: number): Promise<number | undefined> {
  try {
    const [program, ...args] = listenerQuery(thisPlatform(), port);
    const { stdout } = await new Deno.Command(program, {
      args,
      stderr: "null",
    }).output();
    const pid = parseInt(new TextDecoder().decode(stdout), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined; // no such program: the message says less
  }
}

/** Needs no tool, and no right beyond seeing one's own processes. */
async function pidFromProc(port: number): Promise<number | undefined> {
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    const text = await readText(table).catch(() => "");
    for (const inode of listenersOf(text, port)) inodes.add(inode);
  }
  if (inodes.size === 0) return undefined;
  for await (const { name } of Deno.readDir("/proc")) {
    if (/^\d+$/.test(name) && await holdsOne(name, inodes)) return Number(name);
  }
  return undefined;
}

/** The inodes of the sockets that listen on `port`, from a table of the kernel. */
export function listenersOf(table: string, port: number): readonly string[] {
  const suffix = ":" + port.toString(16).toUpperCase().padStart(4, "0");
  return table.split("\n").slice(1).flatMap((row) => {
    const fields = row.trim().split(/\s+/);
    const [, local, , state, , , , , , inode] = fields;
    const listens = state === "0A" && local?.endsWith(suffix) === true;
    return listens && inode !== undefined ? [inode] : [];
  });
}

async function holdsOne(
  pid: string,
  inodes: ReadonlySet<string>,
): Promise<boolean> {
  try {
    for await (const { name } of Deno.readDir(`/proc/${pid}/fd`)) {
      const link = await Deno.readLink(`/proc/${pid}/fd/${name}`)
        .catch(() => "");
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      if (inode !== undefined && inodes.has(inode)) return true;
    }
  } catch {
    return false; // another user's process, or gone
  }
  return false;
}
