/**
 * A chain of entries: each has the hash of the one before it, so that none can
 * be changed, removed, added or moved without all that follow.
 * @module
 */

import canonicalize from "canonicalize";
import { z } from "zod";
import { plainText } from "../../lib/files/mod.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One entry. */
export const entrySchema = z.strictObject({
  /** From 0. */
  n: z.int().min(0),
  /** RFC 3339. */
  at: z.iso.datetime(),
  kind: z.enum(["check", "file"]),
  body: z.unknown(),
  /** Of the entry before; of the bundle's head for the first. */
  prev: hash,
  /** Of all fields above. */
  hash,
});

/** One entry. */
export type Entry = z.infer<typeof entrySchema>;

/** The content of an entry. */
export type Fact = Pick<Entry, "at" | "kind" | "body">;

/** SHA-256 of a value's canonical JSON (RFC 8785), in hexadecimal digits. */
export async function hashOf(value: unknown): Promise<string> {
  return await hashOfText(canonicalize(value) ?? "");
}

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export async function hashOfText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

/**
 * The part of a submitted file that is hashed. Line ends, a byte order mark and
 * a missing final line end belong to the editor and the checkout, not to the
 * work.
 */
export function handedInText(text: string): string {
  const plain = plainText(text);
  return plain === "" || plain.endsWith("\n") ? plain : `${plain}\n`;
}

/** Chains facts to a head. */
export async function chain(
  head: unknown,
  facts: readonly Fact[],
): Promise<readonly Entry[]> {
  let prev = await hashOf(head);
  const entries: Entry[] = [];
  for (const [n, { at, kind, body }] of facts.entries()) {
    const link = { n, at, kind, body, prev };
    prev = await hashOf(link);
    entries.push({ ...link, hash: prev });
  }
  return entries;
}

/** The problem of a chain; undefined: there is none. */
export async function chainProblem(
  head: unknown,
  entries: readonly Entry[],
): Promise<string | undefined> {
  let prev = await hashOf(head);
  for (const [n, { hash, ...link }] of entries.entries()) {
    if (link.n !== n) return `entry ${n} has number ${link.n}`;
    if (link.prev !== prev) {
      return `entry ${n} does not follow what is before it`;
    }
    if (await hashOf(link) !== hash) return `entry ${n} has been changed`;
    prev = hash;
  }
  return undefined;
}
