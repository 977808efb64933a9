/**
 * The proofs that are kept, a file a lab, and whether they still hold.
 * @module
 */

import { ROOT } from "../../adapters/running_stack/mod.ts";
import { hashOf, hashOfText } from "../../checks/evidence/mod.ts";
import { readOptional, readText } from "../../lib/files/mod.ts";
import { lacks, type Proof, proofSchema, proofTable } from "./proof.ts";

/** Labs of the course. */
export const LAB_COUNT = 12;

/** Where a lab's proof is kept. */
export function proofFile(lab: number): string {
  return `labs/lab${lab}/proof.json`;
}

/** All proofs that are kept, by lab. */
export async function readProofs(): Promise<readonly Proof[]> {
  const labs = Array.from({ length: LAB_COUNT }, (_, i) => i + 1);
  const all = await Promise.all(labs.map(readProof));
  return all.flatMap((proof) => proof ?? []);
}

/** The proof of one lab; undefined when there is none yet. */
export async function readProof(lab: number): Promise<Proof | undefined> {
  const text = await readOptional(`${ROOT}/${proofFile(lab)}`);
  return text === undefined ? undefined : proofSchema.parse(JSON.parse(text));
}

/**
 * Digest of all that belongs to a lab.
 * @param withText whether its text counts, which no check reads
 */
export async function labDigest(
  lab: number,
  { withText = true }: { readonly withText?: boolean } = {},
): Promise<string> {
  const files: [string, string][] = [];
  async function add(path: string): Promise<void> {
    files.push([
      path,
      await hashOfText(await readText(`${ROOT}/${path}`)),
    ]);
  }
  async function addBelow(folder: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${ROOT}/${folder}`)
    ) {
      const path = `${folder}/${name}`;
      if (/\/(?:proof|variants)\.json$/.test(path)) continue; // made from it
      if (isDirectory) await addBelow(path);
      else await add(path);
    }
  }
  if (withText) await add(`labs/lab${lab}.md`);
  await addBelow(`labs/lab${lab}`);
  return await hashOf(Object.fromEntries(files));
}

/** The table of labs/README.md. */
export async function keptProofsTable(): Promise<string> {
  const proofs = await readProofs();
  return proofTable(
    await Promise.all(proofs.map(async (proof) => ({
      proof,
      lacks: lacks(proof, await labDigest(proof.lab)),
    }))),
  );
}
