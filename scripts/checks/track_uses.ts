/**
 * What a check has looked at, so that a student can dispute what it made of it.
 * @module
 */

import { createHash } from "node:crypto";
import type { CheckContext } from "./lab.ts";

/** Files and programs of the student's machine that a check used. */
export interface Uses {
  /** Paths that were read and are there, sorted. */
  readonly files: readonly string[];
  /** Names such as `docker`, sorted. */
  readonly programs: readonly string[];
}

/** A context that remembers what was used of it. */
export interface Tracked {
  readonly context: CheckContext;
  /** What was used so far. */
  uses(): Uses;
  /** SHA-256 of each file that was read, by its path. */
  digests(): Readonly<Record<string, string>>;
}

/** The same context, and what was used of it so far. */
export function trackUses(context: CheckContext): Tracked {
  const files = new Map<string, string>();
  const programs = new Set<string>();
  return {
    context: {
      ...context,
      async read(path) {
        const text = await context.read(path);
        if (text !== undefined) files.set(path, text);
        return text;
      },
      async program(name, args) {
        programs.add(name);
        return await context.program(name, args);
      },
    },
    uses: () => ({
      files: [...files.keys()].toSorted(),
      programs: [...programs].toSorted(),
    }),
    digests: () =>
      Object.fromEntries(
        [...files].toSorted(([a], [b]) => a < b ? -1 : 1).map((
          [path, text],
        ) => [path, createHash("sha256").update(text).digest("hex")]),
      ),
  };
}
