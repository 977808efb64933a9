/**
 * The key of a machine. It proves that what it signed comes from one machine,
 * unchanged; it does not prove that the student worked alone.
 * @module
 */

import { z } from "zod";
import { createFile } from "../files/mod.ts";
import { readText } from "../files/read_text.ts";

const ED25519 = { name: "Ed25519" } as const;

/** Only the owner may read it. */
const MODE = 0o600;

const Jwk = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  d: z.string(),
});

/** Both halves of a key, as JSON Web Key. */
export type PrivateJwk = z.infer<typeof Jwk>;

/** A key that signs. */
export interface MachineKey {
  /** Its public half, base64url. */
  readonly publicKey: string;
  /** A signature, base64url. */
  sign(text: string): Promise<string>;
}

/** The key in the file; made when it does not exist. */
export async function machineKey(file: string): Promise<MachineKey> {
  return await keyOf(await readKey(file) ?? await makeKey(file));
}

/** A key that signs. */
export async function keyOf(jwk: PrivateJwk): Promise<MachineKey> {
  const key = await crypto.subtle.importKey("jwk", jwk, ED25519, false, [
    "sign",
  ]);
  return {
    publicKey: jwk.x,
    async sign(text) {
      const bytes = new TextEncoder().encode(text);
      const signature = await crypto.subtle.sign(ED25519, key, bytes);
      return encoded(new Uint8Array(signature));
    },
  };
}

/** A new key. */
export async function newKey(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey(ED25519, true, [
    "sign",
    "verify",
  ]);
  if (!("privateKey" in pair)) throw new Error("Ed25519 gave no pair");
  return Jwk.parse(await crypto.subtle.exportKey("jwk", pair.privateKey));
}

/** Whether `publicKey` has signed `text`. */
export async function isSigned(
  text: string,
  signature: string,
  publicKey: string,
): Promise<boolean> {
  try {
    const bytes = decoded(signature);
    if (!isSpelled(signature) || !isSpelled(publicKey)) return false;
    const key = await crypto.subtle.importKey(
      "jwk",
      { kty: "OKP", crv: "Ed25519", x: publicKey },
      ED25519,
      false,
      ["verify"],
    );
    return await crypto.subtle.verify(
      ED25519,
      key,
      bytes,
      new TextEncoder().encode(text),
    );
  } catch {
    return false; // not even a key, or not even a signature
  }
}

/** The last digit has bits to spare: only one spelling is taken. */
function isSpelled(text: string): boolean {
  return encoded(decoded(text)) === text;
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

function encoded(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

async function readKey(file: string): Promise<PrivateJwk | undefined> {
  try {
    return Jwk.parse(JSON.parse(await readText(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function makeKey(file: string): Promise<PrivateJwk> {
  const jwk = await newKey();
  await Deno.mkdir(file.replace(/[\\/][^\\/]*$/, ""), { recursive: true });
  try {
    await createFile(file, JSON.stringify(jwk), { mode: MODE });
    return jwk;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return await readKey(file) ?? jwk; // another tool was quicker
  }
}
