/**
 * Evidence of a lab: what was measured, when, by which checker, and what was
 * handed in; chained and signed, so that an edit without the key is found.
 * @module
 */

import { z } from "zod";
import { VERDICTS } from "./verdicts.ts";
import { chain, type Entry, entrySchema, type Fact } from "./chain.ts";
import type { MachineKey } from "../../lib/seal/mod.ts";

/** Version of the format. */
const BUNDLE = "quickticket-evidence/1";

const head = z.strictObject({
  schema: z.literal(BUNDLE),
  lab: z.int().min(1).max(12),
  title: z.string(),
  /** Digest of the checker's own files: two graders use the same ones. */
  checker: z.string().regex(/^[0-9a-f]{64}$/),
  /** Commit of the student's tree; empty outside Git. */
  revision: z.string(),
  /** When it was put together. */
  sealed: z.iso.datetime(),
  /** Public half of the machine's key, base64url. */
  key: z.string(),
});

/** The subject of a bundle. */
export type Head = z.infer<typeof head>;

/** A bundle. */
export const bundleSchema = z.strictObject({
  head,
  entries: z.array(entrySchema).min(1),
  /** Of the last entry's hash, base64url. */
  signature: z.string(),
});

/** A bundle. */
export type Bundle = z.infer<typeof bundleSchema>;

/** Body of an entry of the kind `check`. */
export const checkBody = z.strictObject({
  id: z.string(),
  task: z.int(),
  title: z.string(),
  verdict: z.enum(VERDICTS),
  measured: z.string(),
  bound: z.string(),
  look: z.string().optional(),
  /** Of a pass: what is unusual or risky about it. */
  remark: z.string().optional(),
  /** Why the student says that the verdict is wrong; no grader has decided. */
  disputed: z.string().optional(),
  /** How long it took (s). */
  seconds: z.number().min(0),
  /** How often it was run until now. */
  attempts: z.int().min(1),
  samples: z.unknown().optional(),
});

/** Body of an entry of the kind `check`. */
export type CheckBody = z.infer<typeof checkBody>;

/** Body of an entry of the kind `file`. */
export const fileBody = z.strictObject({
  path: z.string(),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Puts a bundle together, and signs it. */
export async function seal(
  about: Omit<Head, "schema" | "key">,
  facts: readonly Fact[],
  key: MachineKey,
): Promise<Bundle> {
  const head: Head = { schema: BUNDLE, ...about, key: key.publicKey };
  const entries = await chain(head, facts);
  const last = entries.at(-1)?.hash ?? "";
  return { head, entries: [...entries], signature: await key.sign(last) };
}

/** The checks in a bundle, with the time of each. */
export function checksOf(
  entries: readonly Entry[],
): readonly (CheckBody & { readonly at: string })[] {
  return entries.flatMap(({ kind, at, body }) =>
    kind === "check" ? [{ ...checkBody.parse(body), at }] : []
  );
}
