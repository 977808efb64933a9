/**
 * The measurements of a student: the runs in `submissions/lab10/`.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { Summary } from "../../scripts/load/loadgen/result/mod.ts";

/** Where it is. */
export const FOLDER = "submissions/lab10";
/** The output of `find-limit --json`. */
export const LIMIT = `${FOLDER}/limit.json`;

const Use = z.object({
  resource: z.string(),
  share: z.number(),
  detail: z.string(),
});

/** A step of a search, as `find-limit --json` writes it. */
export const LimitStepSchema = z.object({
  rate: z.number().positive(),
  ordersPerSecond: z.number(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  failures: z.int(),
  dropped: z.int(),
  reasons: z.array(z.string()),
  uses: z.array(Use),
});

const Limit = z.object({
  steps: z.array(LimitStepSchema).min(1),
  holds: z.number().optional(),
  breaks: z.number().optional(),
});

/** A limit, as it was looked for. */
export type LimitFile = z.infer<typeof Limit>;
/** One of its steps. */
export type LimitStep = LimitFile["steps"][number];
/** A resource and how much of it was used. */
export type Use = z.infer<typeof Use>;

/** A run and the file that it is in. */
export interface Run {
  /** Without its folder, e.g. `users-50.json`. */
  readonly file: string;
  readonly summary: Summary;
}

/** The evidence that exists. */
export interface Evidence {
  /** Fewest users first. */
  readonly runs: readonly Run[];
  /** Files that should be runs, but are not. */
  readonly unreadable: readonly string[];
  readonly limit: LimitFile | undefined;
}

/** Reads all of it. A file may have a log around its line of JSON. */
export async function evidenceOf(
  { read, files }: Pick<CheckContext, "read" | "files">,
): Promise<Evidence> {
  const runs: Run[] = [];
  const unreadable: string[] = [];
  for (const path of await files(/^submissions\/lab10\/[^/]+\.json$/)) {
    if (path === LIMIT) continue;
    const file = path.slice(FOLDER.length + 1);
    const found = Summary.safeParse(jsonIn(await read(path) ?? ""));
    if (found.success) runs.push({ file, summary: found.data });
    else unreadable.push(file);
  }
  const text = await read(LIMIT);
  const limit = text === undefined
    ? undefined
    : Limit.safeParse(jsonIn(text)).data;
  if (text !== undefined && limit === undefined) unreadable.push("limit.json");
  return {
    runs: runs.toSorted((a, b) => usersOf(a) - usersOf(b)),
    unreadable,
    limit,
  };
}

/**
 * A step as evidence has it. An event loop can be late by three times its bound,
 * and a `share` above 1 would make the bundle implausible.
 */
export function evidenceOfStep(
  { uses, ...step }: LimitStep,
): Readonly<Record<string, unknown>> {
  return {
    ...step,
    uses: uses.map(({ share, ...use }) => ({ ...use, used: share })),
  };
}

/** Users of a run of the closed model; of another one 0. */
export function usersOf({ summary: { run } }: Run): number {
  return run.load.kind === "closed" ? run.load.users : 0;
}

/** The last line that is JSON: what `kubectl logs` gives has others. */
export function jsonIn(text: string): unknown {
  for (const candidate of [text, ...text.trimEnd().split("\n").toReversed()]) {
    if (!candidate.trimStart().startsWith("{")) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // another line may be
    }
  }
  return undefined;
}
