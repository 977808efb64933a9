/**
 * JSON that proves its author and that it is unchanged: a single flipped
 * byte anywhere in the file is found.
 * @module
 */

import canonicalize from "canonicalize";
import type { z } from "zod";
import { plainText } from "../files/read_text.ts";
import { compactJson } from "../text/mod.ts";
import { isSigned, type MachineKey } from "./signing.ts";

/** The fields of a sealed file beside its content. */
interface Seal {
  /** Public half of the writer's key, base64url. */
  readonly key: string;
  /** Of the content and the key as canonical JSON (RFC 8785), base64url. */
  readonly signature: string;
}

/** The result of reading a sealed file. */
export type Unsealed<T> =
  | { readonly content: T; readonly key: string }
  | { readonly problem: string };

/** The file's text. */
export async function seal(
  content: Readonly<Record<string, unknown>>,
  key: MachineKey,
): Promise<string> {
  const signed = { ...content, key: key.publicKey };
  const signature = await key.sign(canonicalize(signed) ?? "");
  return textOf({ ...signed, signature });
}

/** Reads the file's text, and holds it against its seal. */
export async function unseal<T>(
  text: string,
  schema: z.ZodType<T>,
): Promise<Unsealed<T>> {
  const plain = plainText(text);
  const all = parsed(plain);
  if (all === undefined) return { problem: "it is not a JSON object" };
  const { signature, ...signed } = all;
  const { key, ...content } = signed;
  if (typeof signature !== "string" || typeof key !== "string") {
    return { problem: "it has no seal" };
  }
  // Blanks and the order of keys are no content, but who changed them wrote it.
  const isAsWritten = textOf(all).trimEnd() === plain.replace(/\n$/, "");
  const isAsSigned = await isSigned(
    canonicalize(signed) ?? "",
    signature,
    key,
  );
  if (!isAsWritten || !isAsSigned) {
    return { problem: "it was changed after it was written" };
  }
  const read = schema.safeParse(content);
  if (read.success) return { content: read.data, key };
  const [first] = read.error.issues;
  return {
    problem: `${first?.path.join(".") ?? ""}: ${first?.message ?? "unknown"}`,
  };
}

function textOf(all: Record<string, unknown> & Partial<Seal>): string {
  return compactJson(all) + "\n";
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null &&
      !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined; // the caller reports its problem
  }
}
