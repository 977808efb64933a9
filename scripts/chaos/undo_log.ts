/**
 * The actions of a run and their undo steps, in a file: written before each
 * action, so that nothing that was begun is ever forgotten. A process that
 * finds the file, and no runner, can undo it all.
 * @module
 */

import { z } from "zod";
import { type Undo, undoSchema } from "./model/undo.ts";
import { readText } from "../lib/files/mod.ts";

/** Only its owner may read it: it holds the token of `/faults`. */
const MODE = 0o600;

const line = z.discriminatedUnion("line", [
  z.strictObject({ line: z.literal("run"), id: z.string(), title: z.string() }),
  z.strictObject({ line: z.literal("undo"), undo: undoSchema }),
  z.strictObject({ line: z.literal("undone"), by: z.string() }),
]);

/** The content of a ledger. */
export interface LedgerContent {
  readonly id: string;
  readonly title: string;
  /** In the order in which things were done. */
  readonly undos: readonly Undo[];
  /** The process that has undone them; undefined: none has yet. */
  readonly undoneBy: string | undefined;
}

/** Files of a run, in a folder of its own. */
export interface RunFiles {
  readonly folder: string;
  readonly ledger: string;
  /** Creating it asks for an abort. */
  readonly abort: string;
  readonly journal: string;
}

/** The files of the run in `folder`. */
export function runFiles(folder: string): RunFiles {
  return {
    folder,
    ledger: `${folder}/ledger.jsonl`,
    abort: `${folder}/abort`,
    journal: `${folder}/journal.json`,
  };
}

/** A ledger that is written. */
export interface Ledger {
  /** Resolves when it is on disk. */
  note(undos: readonly Undo[]): Promise<void>;
  close(by: string): Promise<void>;
}

/** Begins the ledger of a run. */
export async function openLedger(
  { folder, ledger }: RunFiles,
  run: { readonly id: string; readonly title: string },
): Promise<Ledger> {
  await Deno.mkdir(folder, { recursive: true });
  await append(ledger, [{ line: "run", ...run }]);
  return {
    note: (undos) =>
      append(ledger, undos.map((undo) => ({ line: "undo", undo }))),
    close: (by) => append(ledger, [{ line: "undone", by }]),
  };
}

async function append(
  file: string,
  lines: readonly z.output<typeof line>[],
): Promise<void> {
  if (lines.length === 0) return;
  // After the line break, since a writer that died may have left half a line.
  const text = lines.map((one) => `\n${JSON.stringify(one)}\n`).join("");
  using handle = await Deno.open(file, {
    append: true,
    create: true,
    mode: MODE,
  });
  await handle.write(new TextEncoder().encode(text));
  await handle.sync();
}

/** Marks a ledger that another process wrote. */
export async function closeLedger(file: string, by: string): Promise<void> {
  await append(file, [{ line: "undone", by }]);
}

/** Reads a ledger; a last line that was cut off by a crash is left out. */
export async function readLedger(
  file: string,
): Promise<LedgerContent | undefined> {
  const text = await readText(file).catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split("\n").flatMap((one) => {
    try {
      return [line.parse(JSON.parse(one))];
    } catch {
      return []; // cut off, or empty
    }
  });
  const run = lines.find((one) => one.line === "run");
  if (run === undefined) return undefined;
  return {
    id: run.id,
    title: run.title,
    undos: lines.flatMap((one) => one.line === "undo" ? [one.undo] : []),
    undoneBy: lines.find((one) => one.line === "undone")?.by,
  };
}
