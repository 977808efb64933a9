/**
 * Lines of the log, written together: what one turn of the event loop logs
 * leaves in one write. Under load that is several lines, and a write costs as
 * much as forming a line does (10 us, Deno 2.9.6).
 *
 * Only a process that is killed within that turn loses a line; a line that says
 * of a failure waits for nothing.
 * @module
 */

/** Where lines go. */
export interface LineWriter {
  /**
   * @param line without its newline
   * @param isUrgent written at once, with all that came before
   */
  write(line: string, isUrgent: boolean): void;
  /** Writes what waits; to be called before the process ends. */
  flush(): void;
}

/** Where the bytes go, such as `Deno.stdout`. */
export interface SyncStream {
  /** @returns how many of them were taken */
  writeSync(bytes: Uint8Array): number;
}

/** More than this does not wait (characters). */
const MAX_WAITING = 16 * 1024;

const encoder = new TextEncoder();

/**
 * Writes to `stream`.
 * @param soon calls its argument after the current turn of the event loop
 */
export function createLineWriter(
  stream: SyncStream,
  soon: (flush: () => void) => void,
): LineWriter {
  let waiting = "";
  let isPlanned = false;

  function flush(): void {
    isPlanned = false;
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    writeAll(stream, text);
  }

  return {
    write(line, isUrgent) {
      waiting += `${line}\n`;
      if (isUrgent || waiting.length > MAX_WAITING) return flush();
      if (isPlanned) return;
      isPlanned = true;
      soon(flush);
    },
    flush,
  };
}

/** Writes a text to its end, at once. */
export function writeAll(stream: SyncStream, text: string): void {
  const bytes = encoder.encode(text);
  for (let sent = 0; sent < bytes.length;) {
    sent += stream.writeSync(bytes.subarray(sent));
  }
}
