/**
 * `.dev/state.json`: what runs where, for other tools and for `deno task dev
 * stop NAME`. Replaced as a whole, so that a reader never sees half of it.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { createFile, readText, replaceFile } from "../../lib/files/mod.ts";

const store = z.object({
  url: z.string(),
  /** Null while it does not run, or when it is external. */
  pid: z.number().nullable(),
  /** True for a server that exists on its own (`--database-url`). */
  external: z.boolean().optional(),
});

const service = store.extend({ log: z.string() });

const schema = z.object({
  /** The process of `deno task dev` itself. */
  supervisor: z.object({ pid: z.number(), started: z.string() }),
  /** Where commands go; the token proves that one may read this file. */
  control: z.object({ url: z.string(), token: z.string() }),
  /** The token that `/faults` of every service asks for. */
  faultsToken: z.string().optional(),
  services: z.record(z.string(), service),
  postgres: store.optional(),
  redis: store.optional(),
});

/** The running parts and their addresses. */
export type State = z.infer<typeof schema>;

/** The file's content; undefined when there is none or it makes no sense. */
export async function readState(file: string): Promise<State | undefined> {
  try {
    return schema.parse(JSON.parse(await readText(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined; // of another version, or damaged: as good as stale
    }
    throw error;
  }
}

/** Only its owner may read it, because of the token. */
const MODE = 0o600;

/**
 * Writes the first state; of two starts at the same moment one succeeds.
 * @throws {CouldNotRun} when the file exists
 */
export async function claimState(file: string, state: State): Promise<void> {
  try {
    await createFile(file, textOf(state), { mode: MODE });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new CouldNotRun(
      "Cannot start: another deno task dev has just started here",
    );
  }
}

/** Replaces the state. */
export async function writeState(file: string, state: State): Promise<void> {
  await replaceFile(file, textOf(state), { mode: MODE });
}

function textOf(state: State): string {
  return JSON.stringify(state, undefined, 2) + "\n";
}
