/**
 * A process that outlives the runner: when the runner dies, `kill -9` included,
 * it undoes everything in the ledger. It holds the other end of a pipe, which
 * the system closes whatever way the runner ends.
 * @module
 */

import { fileURLToPath } from "node:url";
import { systemClock } from "../../services/shared/mod.ts";
import {
  closeLedger,
  readLedger,
  type RunFiles,
  runFiles,
} from "./undo_log.ts";
import { undoAll } from "./undo_all.ts";

/** How long the guard tries (ms). */
const INSIST_MS = 60_000;

/** A guard of one run. */
export interface Guard {
  readonly pid: number;
  /** There is nothing to guard any more. */
  release(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL("guard/main.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** Starts one; resolves when it watches. */
export async function startGuard({ folder }: RunFiles): Promise<Guard> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `--config=${CONFIG}`, PROGRAM, folder],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    // A Ctrl-C in the terminal reaches the runner alone.
    detached: true,
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read(); // it says that it is there
  return {
    pid: child.pid,
    async release() {
      await child.stdin.close();
      await reader.cancel();
      await child.status;
    },
  };
}

/** Runs the guard: it waits for the end of its input, then looks. */
export async function standGuard(
  folder: string,
  input: ReadableStream<Uint8Array>,
): Promise<void> {
  for await (const _ of input) { /* nobody ever writes to it */ }
  const files = runFiles(folder);
  const content = await readLedger(files.ledger);
  if (content === undefined || content.undoneBy !== undefined) return;
  const undone = await undoAll(content.undos, {
    clock: systemClock,
    fetch,
    withinMs: INSIST_MS,
  });
  if (undone.some(({ ok }) => !ok)) return; // deno task chaos abort tries again
  await closeLedger(files.ledger, "the guard: the run did not undo it");
}
