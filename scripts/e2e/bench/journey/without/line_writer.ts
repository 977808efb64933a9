/**
 * Each line of the log in a write of its own, as it was before.
 * @module
 */

interface SyncStream {
  writeSync(bytes: Uint8Array): number;
}

const encoder = new TextEncoder();

/** Stands for the one that waits for the end of a turn. */
export function createLineWriter(stream: SyncStream): {
  write(line: string): void;
  flush(): void;
} {
  return {
    write: (line) => writeAll(stream, `${line}\n`),
    flush: () => {},
  };
}

/** Writes a text to its end. */
export function writeAll(stream: SyncStream, text: string): void {
  const bytes = encoder.encode(text);
  for (let sent = 0; sent < bytes.length;) {
    sent += stream.writeSync(bytes.subarray(sent));
  }
}
