/**
 * A student's word against a check's: the finding, what the check had looked at,
 * and why it is wrong. An instructor decides; until then the point is neither
 * paid nor lost.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { VERDICTS } from "../verdict.ts";

/** Where disputes are handed in. */
const DISPUTES = "submissions/disputes";

/** Version of the format. */
export const DISPUTE = "quickticket-dispute/1";

/** A dispute as it is kept. */
const disputeSchema = z.strictObject({
  schema: z.literal(DISPUTE),
  lab: z.int().min(1).max(12),
  step: z.string(),
  title: z.string(),
  /** The student's reason. */
  why: z.string().min(1),
  verdict: z.enum(VERDICTS),
  measured: z.string(),
  bound: z.string(),
  look: z.string().optional(),
  samples: z.unknown().optional(),
  /** When it was measured, and when it was disputed. */
  at: z.iso.datetime(),
  disputed: z.iso.datetime(),
  /** Digest of the checker that measured. */
  checker: z.string(),
  /** Versions, by the name of the program. */
  tools: z.record(z.string(), z.string()),
  files: z.array(z.strictObject({
    path: z.string(),
    bytes: z.int().min(0),
    /** Not kept when it was too large. */
    isKept: z.boolean(),
  })),
});

/** A dispute. */
export type Dispute = z.infer<typeof disputeSchema>;

/** `submissions/disputes/lab3-3.6` of step 3.6. */
export function disputePath(lab: number, step: string): string {
  return `${DISPUTES}/lab${lab}-${step}`;
}

/** Reads one. @throws {CouldNotRun} when it is no dispute */
export function parseDispute(text: string, path: string): Dispute {
  try {
    return disputeSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError
      ? z.prettifyError(error)
      : String(error);
    throw new CouldNotRun(`Cannot read the dispute ${path}: ${reason}`);
  }
}

/** Disputes of a lab's steps, by step; those that cannot be read are left out. */
export async function disputesOf(
  lab: number,
  steps: readonly string[],
): Promise<ReadonlyMap<string, Dispute>> {
  const found = new Map<string, Dispute>();
  for (const step of steps) {
    const path = `${disputePath(lab, step)}.json`;
    const text = await readOptional(path);
    if (text !== undefined) found.set(step, parseDispute(text, path));
  }
  return found;
}
