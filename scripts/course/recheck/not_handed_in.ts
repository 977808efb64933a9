/**
 * Checks that look at what a student keeps, and does not hand in: backups, for
 * example. A clean tree cannot have it, so that its absence says nothing.
 * @module
 */

import type { CheckContext } from "../../checks/mod.ts";
import { globPattern } from "../../lib/files/mod.ts";

/** Where a check looked, and found nothing. */
export interface Missed {
  readonly context: CheckContext;
  /** Those paths that no lab asks for, and forgets them. */
  take(): readonly string[];
}

/** Watches a context. @param globs all that is handed in */
export function watchMissed(
  context: CheckContext,
  globs: readonly string[],
): Missed {
  const patterns = globs.map(globPattern);
  const starts = globs.map((glob) => glob.replace(/[*?[{].*$/s, ""));
  let missed: string[] = [];
  return {
    context: {
      ...context,
      async read(path) {
        const text = await context.read(path);
        if (text === undefined && !patterns.some((one) => one.test(path))) {
          missed.push(path);
        }
        return text;
      },
      async files(pattern) {
        const found = await context.files(pattern);
        const start = literalStart(pattern);
        const isAsked = starts.some((one) =>
          one.startsWith(start) || start.startsWith(one)
        );
        if (found.length === 0 && !isAsked) missed.push(start);
        return found;
      },
    },
    take() {
      const all = [...new Set(missed)];
      missed = [];
      return all;
    },
  };
}

/** The beginning of each match of a pattern: `backups/` of `/^backups\//`. */
function literalStart({ source }: RegExp): string {
  const start = /^\^((?:\\[./-]|[\w/-])*)/.exec(source)?.[1] ?? "";
  // Of `/^a?/` the last letter may be absent.
  const isOptional = /^[*?{|]/.test(source.slice(1 + start.length));
  return (isOptional ? "" : start).replaceAll("\\", "");
}
