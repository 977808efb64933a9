/**
 * Figures of several runs as one: 500 kills take the better part of an hour,
 * and a machine that others need gives it in pieces.
 * @module
 */

import { z } from "zod";
import { readOptional } from "../../lib/files/mod.ts";
import type { Seen } from "./kill_rounds.ts";

const schema = z.object({
  seeds: z.array(z.int()),
  all: z.array(z.object({
    name: z.string(),
    wholeMs: z.number(),
    runs: z.int(),
    killed: z.int(),
    again: z.int(),
    problems: z.array(z.string()),
  })),
});

/** The results of earlier runs; undefined: there was none. */
export async function keptSum(
  file: string,
): Promise<z.output<typeof schema> | undefined> {
  const text = await readOptional(file);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

/** Both, tool by tool; the time is that of the later run. */
export function summed(
  before: readonly Seen[],
  now: readonly Seen[],
): readonly Seen[] {
  return now.map((one) => {
    const old = before.find(({ name }) => name === one.name);
    return old === undefined ? one : {
      ...one,
      runs: one.runs + old.runs,
      killed: one.killed + old.killed,
      again: one.again + old.again,
      problems: [...old.problems, ...one.problems],
    };
  });
}
