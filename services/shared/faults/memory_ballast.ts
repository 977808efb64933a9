/**
 * Memory that is held for nothing: what a leak looks like from outside.
 * @module
 */

import { MAX_BALLAST_MIB } from "./kinds.ts";

/** Memory held by a fault. */
export interface Ballast {
  /** MiB held now. */
  readonly mib: number;
  /** Holds `step` MiB more, at most `limit` in all. */
  grow(step: number, limit: number): void;
  /** Holds nothing any more. */
  release(): void;
}

const MIB = 1024 * 1024;

/**
 * Makes an empty ballast. It is one resizable buffer, because shrinking that
 * gives the pages back to the system at once; dropped arrays were seen to stay
 * until the next garbage collection, which an idle service may never have.
 */
export function createBallast(): Ballast {
  let buffer: ArrayBuffer | undefined;
  return {
    get mib() {
      return (buffer?.byteLength ?? 0) / MIB;
    },
    grow(step, limit) {
      buffer ??= new ArrayBuffer(0, { maxByteLength: MAX_BALLAST_MIB * MIB });
      const before = buffer.byteLength;
      const after = Math.min(before + step * MIB, limit * MIB);
      if (after <= before) return;
      buffer.resize(after);
      // A page without a write to it takes no memory.
      new Uint8Array(buffer, before).fill(1);
    },
    release() {
      buffer?.resize(0);
    },
  };
}
