/**
 * Undoing everything that a run has done, the last first, however often one of
 * them fails.
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import type { Undo } from "./undo.ts";
import { undoOne } from "./undo_one.ts";
import { wordsOf } from "../lib/text/mod.ts";

/** How one of them went. */
export interface Undone {
  readonly undo: Undo;
  readonly ok: boolean;
  readonly text: string;
  /** Wall-clock times (ms). */
  readonly start: number;
  readonly end: number;
}

interface UndoOptions {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** How long one that fails is tried again (ms). */
  readonly withinMs: number;
}

/** Pause before the next try (ms). */
const PAUSE_MS = 200;

/**
 * Undoes all. Faults are ended first and all services at once: that only needs
 * their answer. Then the rest, the last first.
 */
export async function undoAll(
  undos: readonly Undo[],
  options: UndoOptions,
): Promise<readonly Undone[]> {
  const thaws = undos.filter(({ kind }) => kind === "thaw");
  const faults = undos.filter((undo) => undo.kind === "fault");
  const others = undos.filter(({ kind }) =>
    kind !== "thaw" && kind !== "fault"
  );
  const done: Undone[] = [];
  // A frozen service cannot be asked to end its fault.
  done.push(...await inTurn(thaws, options));
  // One service takes its whole list at a time: two writers would undo each
  // other's work.
  const ofService = Map.groupBy(faults, ({ service }) => service);
  const ended = await Promise.all(
    [...ofService.values()].map((own) => inTurn(own, options)),
  );
  done.push(...ended.flat());
  done.push(...await inTurn(others.toReversed(), options));
  return done;
}

async function inTurn(
  undos: readonly Undo[],
  options: UndoOptions,
): Promise<readonly Undone[]> {
  const done: Undone[] = [];
  for (const undo of undos) done.push(await insist(undo, options));
  return done;
}

async function insist(
  undo: Undo,
  { clock, fetch, withinMs }: UndoOptions,
): Promise<Undone> {
  const start = clock.now();
  const deadline = clock.monotonic() + withinMs;
  for (;;) {
    try {
      const text = await undoOne(undo, fetch);
      return { undo, ok: true, text, start, end: clock.now() };
    } catch (error) {
      if (clock.monotonic() >= deadline) {
        const text = wordsOf(error);
        return { undo, ok: false, text, start, end: clock.now() };
      }
    }
    await clock.sleep(PAUSE_MS);
  }
}
