/**
 * Wrong solutions that a check must refuse, and right ones in another style
 * that it must take: `labs/labN/mutants.yaml`.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Change, changeSchema } from "./walkthrough/change.ts";

/**
 * The things that a lab's proof needs; each includes nothing of the next.
 * `slow` is a cluster, and minutes of it for each: not part of every proof.
 */
export const NEEDS = ["files", "shop", "compose", "cluster", "slow"] as const;

/** One of {@link NEEDS}. */
export type Needs = (typeof NEEDS)[number];

const entry = z.looseObject({
  name: z.string(),
  needs: z.enum(NEEDS).optional(),
  /** For more than one edit, or none. */
  changes: z.array(changeSchema).optional(),
  /** Commands that bring the edited tree to where checks look. */
  run: z.string().optional(),
  /** Commands that take that back; they run whatever came before. */
  undo: z.string().optional(),
  /** Of a variant: the checks that it is about; all by default. */
  checks: z.array(z.string()).optional(),
});

const file = z.strictObject({
  needs_default: z.enum(NEEDS),
  mutants: z.array(entry.extend({ caught_by: z.string() })),
  variants: z.array(entry),
});

/** A solution that is wrong, or only different. */
export interface Mutant {
  readonly name: string;
  readonly needs: Needs;
  readonly changes: readonly Change[];
  /** Shell commands after the edits, such as `kubectl apply -f k8s`. */
  readonly run: string | undefined;
  /** Shell commands that take it back. */
  readonly undo: string | undefined;
  /** The check that must not pass; undefined: all must pass. */
  readonly caughtBy: string | undefined;
  /** Steps that are checked; undefined: all. */
  readonly steps: readonly string[] | undefined;
}

/** Reads the file of a lab. @throws {CouldNotRun} naming the entry at fault */
export function parseMutants(text: string, path: string): readonly Mutant[] {
  const found = file.safeParse(parseYaml(text, path));
  if (!found.success) {
    throw new CouldNotRun(
      `Cannot read ${path}: ${z.prettifyError(found.error)}`,
    );
  }
  const { needs_default, mutants, variants } = found.data;
  const all = [
    ...mutants.map((one) => ({ ...one, caughtBy: one.caught_by })),
    ...variants.map((one) => ({ ...one, caughtBy: undefined })),
  ];
  return all.map((one) => ({
    name: one.name,
    needs: one.needs ?? needs_default,
    changes: one.changes ?? changesIn(one, path),
    run: one.run,
    undo: one.undo,
    caughtBy: one.caughtBy,
    steps: one.caughtBy === undefined ? one.checks : [one.caughtBy],
  }));
}

function changesIn(
  {
    name,
    needs: _,
    caught_by: _by,
    caughtBy: _caught,
    changes: _changes,
    run,
    undo: _undo,
    checks: _checks,
    ...rest
  }:
    & z.infer<typeof entry>
    & { readonly caught_by?: unknown; readonly caughtBy?: unknown },
  path: string,
): readonly Change[] {
  if (Object.keys(rest).length === 0 && run !== undefined) return [];
  const found = changeSchema.safeParse(rest);
  if (found.success) return [found.data];
  throw new CouldNotRun(
    `Cannot read ${path}: ${name} must have file, replace and by; file and ` +
      "content; delete; rename; or commands to run",
  );
}
