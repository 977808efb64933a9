/**
 * Undoes an action, for the run itself, its guard, or `chaos abort`.
 * Doing it twice is as good as once.
 * @module
 */

import { isAlive, sendCommand } from "../adapters/running_stack/mod.ts";
import { readState } from "../stack/local/mod.ts";
import { faultsClient } from "../adapters/shop/mod.ts";
import { runProgram, thaw } from "../lib/process/mod.ts";
import { assignments } from "./actions/environment.ts";
import { getRunning } from "../adapters/docker/mod.ts";
import { endSessions } from "../adapters/postgres/mod.ts";
import type { Undo } from "./model/undo.ts";
import { wordsOf } from "../lib/text/mod.ts";

/**
 * Undoes one thing, and looks that it is undone.
 * @returns what was done, in words
 * @throws {Error} when it could not be done
 */
export async function undoOne(
  undo: Undo,
  fetch_: typeof fetch,
): Promise<string> {
  switch (undo.kind) {
    case "fault":
      return await endFault(undo, fetch_);
    case "thaw":
      await thaw(undo.processes);
      return `${undo.processes.length} processes go on`;
    case "start":
      return await onStack(undo.state, "start", undo.name, []);
    case "environment":
      return await onStack(
        undo.state,
        "restart",
        undo.service,
        assignments(undo.variables),
      );
    case "session":
      return await endSessions(undo.database_url, undo.application);
    case "container":
      await getRunning(undo.id);
      return `${undo.service} runs`;
    case "command": {
      const { code, stderr } = await runProgram(undo.program, undo.args);
      if (code === 0 || undo.may_fail) return `${undo.program}: ${code}`;
      throw new Error(`${undo.program} ended with ${code}: ${stderr}`);
    }
    case "kubernetes": {
      const { restore } = await import("./targets/kubernetes_restore.ts");
      return await restore(undo);
    }
  }
}

/** Undoing in words, for a line of a journal. */
export function undoText(undo: Undo): string {
  switch (undo.kind) {
    case "fault":
      return `end ${undo.fault} in ${undo.service}`;
    case "thaw":
      return "thaw processes";
    case "start":
      return `start ${undo.name}`;
    case "environment":
      return `give ${undo.service} its variables back`;
    case "session":
      return `end the session ${undo.application}`;
    case "container":
      return `get the container of ${undo.service} to run`;
    case "command":
      return `${undo.program} ${undo.args.join(" ")}`;
    case "kubernetes":
      return `restore ${undo.restore.what} in ${undo.namespace}`;
  }
}

async function endFault(
  { service, url, token, fault, seed, state }: Extract<
    Undo,
    { kind: "fault" }
  >,
  fetch_: typeof fetch,
): Promise<string> {
  const client = faultsClient({ url, token, fetch: fetch_, seed });
  const isOurs = (one: { readonly kind: string; readonly seed?: unknown }) =>
    one.kind === fault && one.seed === seed;
  try {
    const { faults } = await client.removeWhere(isOurs);
    if (faults.some(isOurs)) throw new Error(`${fault} is still in force`);
    return `${fault} in ${service} ended`;
  } catch (error) {
    // A fault lives in its process, so without the process there is no fault.
    if (/refused/i.test(wordsOf(error))) return `${service} does not run`;
    if (state === undefined) throw error;
    // The fault keeps its service from listening, even to this.
    await onStack(state, "kill", service, []);
    return await onStack(state, "start", service, []);
  }
}

async function onStack(
  file: string,
  action: "start" | "restart" | "kill",
  name: string,
  variables: string[],
): Promise<string> {
  const state = await readState(file);
  if (state === undefined || !await isAlive(state)) {
    return "the stack has ended, and with it what was done to it";
  }
  return await sendCommand(state, { action, name, variables });
}
