/**
 * Records the things that a check has looked at, so that a student can dispute
 * what it made of it.
 * @module
 */

import type { CheckContext } from "./lab.ts";

/** Files and programs of the student's machine that a check used. */
export interface Uses {
  /** Paths that were read and are there, sorted. */
  readonly files: readonly string[];
  /** Names such as `docker`, sorted. */
  readonly programs: readonly string[];
}

/** The same context, and what was used of it so far. */
export function trackUses(
  context: CheckContext,
): { readonly context: CheckContext; readonly uses: () => Uses } {
  const files = new Set<string>();
  const programs = new Set<string>();
  return {
    context: {
      ...context,
      async read(path) {
        const text = await context.read(path);
        if (text !== undefined) files.add(path);
        return text;
      },
      async program(name, args) {
        programs.add(name);
        return await context.program(name, args);
      },
    },
    uses: () => ({
      files: [...files].toSorted(),
      programs: [...programs].toSorted(),
    }),
  };
}
