/**
 * Bytes of a dump on their way from the store, held against its manifest.
 * @module
 */

import { createHash } from "node:crypto";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Manifest } from "./manifest.ts";

/**
 * Lets the bytes through; the last piece waits until all of them are known to
 * be right, and does not come when they are not. A program that loads them in
 * one transaction then has nothing.
 */
export function checked(
  { file, bytes, sha256 }: Manifest["dump"],
): TransformStream<Uint8Array, Uint8Array> {
  const hash = createHash("sha256");
  let count = 0;
  let last: Uint8Array | undefined;
  return new TransformStream({
    transform(piece, controller) {
      // An empty piece would take the place of the one that is held back.
      if (piece.length === 0) return;
      hash.update(piece);
      count += piece.length;
      if (last !== undefined) controller.enqueue(last);
      last = piece;
    },
    flush(controller) {
      if (count !== bytes) {
        throw new CouldNotRun(
          `${file} has ${count} bytes, must have ${bytes}`,
        );
      }
      if (hash.digest("hex") !== sha256) {
        throw new CouldNotRun(
          `${file} was changed after it was written: its SHA-256 differs`,
        );
      }
      if (last !== undefined) controller.enqueue(last);
    },
  });
}
