/**
 * Encryption by age: to a recipient's public key, so that the job that takes
 * backups cannot read old ones.
 * @module
 */

import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Bytes } from "./store.ts";
import { readText } from "../../lib/files/mod.ts";

/** Encrypts for the owner of the private half of `recipient` ("age1..."). */
export async function encrypted(
  bytes: Bytes,
  recipient: string,
): Promise<Bytes> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new CouldNotRun(
      `Cannot encrypt to ${recipient}: a recipient starts with age1; make a ` +
        "pair by age-keygen, and give its public key",
      { cause },
    );
  }
  return await encrypter.encrypt(bytes);
}

/** Decrypts with the private key ("AGE-SECRET-KEY-1..."). */
export async function decrypted(
  bytes: Bytes,
  identity: string,
): Promise<Bytes> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
    return await decrypter.decrypt(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CouldNotRun(`Cannot decrypt the backup: ${reason}`, { cause });
  }
}

/**
 * The private key in a file as age-keygen writes it.
 * @throws {CouldNotRun} when there is none in it
 */
export async function readIdentity(path: string): Promise<string> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new CouldNotRun(
      `Cannot read ${path}: it is not there. Check the path`,
      { cause },
    );
  });
  const identity = /^AGE-SECRET-KEY-\S+$/m.exec(text)?.[0];
  if (identity !== undefined) return identity;
  throw new CouldNotRun(
    `Cannot read ${path}: it has no line that starts with AGE-SECRET-KEY-`,
  );
}

/** The public half of a private key. */
export async function recipientOf(identity: string): Promise<string> {
  return await identityToRecipient(identity);
}
