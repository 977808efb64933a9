/**
 * One byte changed, anywhere.
 * @module
 */

import { createHash } from "node:crypto";
import type { z } from "zod";
import { unseal } from "../../lib/seal/mod.ts";

/** Positions of a file at which one flipped bit is not found. */
export async function unnoticedFlips(
  path: string,
  isNoticed: (changed: Uint8Array<ArrayBuffer>) => Promise<boolean>,
): Promise<{ readonly bytes: number; readonly unnoticed: readonly number[] }> {
  const bytes = await Deno.readFile(path);
  const unnoticed: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const before = bytes[i] ?? 0;
    bytes[i] = before ^ (1 << (i % 8));
    if (!await isNoticed(bytes)) unnoticed.push(i);
    bytes[i] = before;
  }
  return { bytes: bytes.length, unnoticed };
}

/** Of a sealed file. */
export function sealNotices<T>(
  schema: z.ZodType<T>,
): (changed: Uint8Array) => Promise<boolean> {
  return async (changed) => {
    const text = new TextDecoder().decode(changed);
    return "problem" in await unseal(text, schema);
  };
}

/** Of a file whose SHA-256 is on record. */
export function hashNotices(
  sha256: string,
): (changed: Uint8Array) => Promise<boolean> {
  return (changed) =>
    Promise.resolve(
      createHash("sha256").update(changed).digest("hex") !== sha256,
    );
}
