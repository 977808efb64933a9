/**
 * Ends experiments from outside. It asks the runner first; if the runner does
 * not answer, everything is undone from its ledger.
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import { poll } from "../lib/wait/mod.ts";
import { closeLedger, readLedger, runFiles } from "./undo_log.ts";
import { undoAll } from "./undo_all.ts";
import { replaceFile } from "../lib/files/mod.ts";

/** How a run was ended. */
export interface Aborted {
  readonly id: string;
  readonly title: string;
  /** The process that undid everything. */
  readonly by: string;
  /** The actions that could not be undone, in words. */
  readonly failed: readonly string[];
}

/** How long what cannot be undone is tried (ms). */
const INSIST_MS = 10_000;

interface Tools {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** How long a runner, or its guard, may take. @default {10_000} */
  readonly patienceMs?: number;
}

/** Ends every run in a folder that has not ended, or the one named. */
export async function abortRuns(
  runsFolder: string,
  name: string | undefined,
  tools: Tools,
): Promise<readonly Aborted[]> {
  const found: Aborted[] = [];
  for (const id of await runsIn(runsFolder)) {
    if (name !== undefined && id !== name) continue;
    const files = runFiles(`${runsFolder}/${id}`);
    const content = await readLedger(files.ledger);
    if (content === undefined || content.undoneBy !== undefined) continue;
    await replaceFile(files.abort, "");
    const ended = async () =>
      (await readLedger(files.ledger))?.undoneBy !== undefined;
    const { clock, patienceMs = 10_000 } = tools;
    if (await poll(ended, { clock, withinMs: patienceMs })) {
      const by = (await readLedger(files.ledger))?.undoneBy ?? "";
      found.push({ id, title: content.title, by, failed: [] });
      continue;
    }
    const undone = await undoAll(content.undos, {
      ...tools,
      withinMs: INSIST_MS,
    });
    const by = "deno task chaos abort, since no runner did";
    const failed = undone.filter(({ ok }) => !ok).map(({ text }) => text);
    // A failed undo can be tried again, so the next abort must still find it.
    if (failed.length === 0) await closeLedger(files.ledger, by);
    found.push({ id, title: content.title, by, failed });
  }
  return found;
}

async function runsIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.toSorted();
}
