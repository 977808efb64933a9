/**
 * A store in memory, for tests.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/tool.ts";
import type { Store } from "./store.ts";

/** An empty one; `files` is what lies in it. */
export function memoryStore(): Store & {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
} {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    where: "memory",
    list: () =>
      Promise.resolve(
        [...files].map(([name, { length: bytes }]) => ({
          name,
          bytes,
          modified: new Date(0),
        })),
      ),
    read(name) {
      const found = files.get(name);
      return found === undefined
        ? Promise.reject(new CouldNotRun(`Cannot read ${name}`))
        : Promise.resolve(new Blob([found]).stream());
    },
    async write(name, bytes) {
      files.set(name, new Uint8Array(await new Response(bytes).arrayBuffer()));
    },
    remove(name) {
      files.delete(name);
      return Promise.resolve();
    },
  };
}
