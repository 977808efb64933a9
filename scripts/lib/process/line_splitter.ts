/**
 * Chunks of bytes in, whole lines out.
 * @module
 */

/** Takes chunks; gives each line, without its end, to its reader. */
export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** Gives out what is left when the stream ended without a newline. */
  end(): void;
}

/** A line longer than this (characters) is given out in pieces. */
const MAX = 64 * 1024;

/** Makes a splitter that calls `onLine` for each line that is not empty. */
export function lineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder();
  let pending = "";

  function give(line: string): void {
    const text = line.replace(/\r$/, "");
    if (text !== "") onLine(text);
  }

  return {
    push: (chunk) => {
      const lines = (pending + decoder.decode(chunk, { stream: true }))
        .split("\n");
      pending = lines.pop() ?? "";
      for (const line of lines) give(line);
      if (pending.length > MAX) {
        give(pending);
        pending = "";
      }
    },
    end: () => {
      give(pending + decoder.decode());
      pending = "";
    },
  };
}
