/**
 * Writes a process's output to its log file as it is, and line by line to
 * the listener. Without a listener nothing is decoded, since under load the
 * supervisor shares the processor with what it supervises.
 * @module
 */

import { lineSplitter } from "../../lib/process/mod.ts";

/** Takes one stream's chunks; awaited, so that a slow disk slows the writer. */
export interface ChunkSink {
  write(chunk: Uint8Array): Promise<void>;
  end(): void;
}

/** Where the output of one process goes. */
export interface OutputSink {
  readonly stdout: ChunkSink;
  readonly stderr: ChunkSink;
  /** Forgets the last words of the process before. */
  begin(): void;
  /** The last lines of stderr, as the end of an error message; may be empty. */
  lastWords(): string;
}

/** Moves a stream into a sink until it ends. */
export async function pump(
  stream: ReadableStream<Uint8Array>,
  sink: ChunkSink,
): Promise<void> {
  for await (const chunk of stream) await sink.write(chunk);
  sink.end();
}

/**
 * How many bytes of stderr are remembered, and how many of its lines are
 * reported.
 */
const REMEMBERED = { bytes: 4096, lines: 8 };

/**
 * Appends to `file`; `onLine`, when given, also receives each line.
 * The file stays open until `close()`.
 */
export async function fileSink(
  file: string,
  onLine?: (line: string) => void,
): Promise<OutputSink & { close(): void }> {
  const log = await Deno.open(file, { create: true, append: true });
  let tail = new Uint8Array();

  function sink(remember: boolean): ChunkSink {
    const splitter = onLine === undefined ? undefined : lineSplitter(onLine);
    return {
      write: async (chunk) => {
        if (remember) tail = lastBytes(tail, chunk);
        await writeAll(log, chunk).catch(() => {}); // a full disk loses lines
        splitter?.push(chunk);
      },
      end: () => splitter?.end(),
    };
  }

  return {
    stdout: sink(false),
    stderr: sink(true),
    begin: () => {
      tail = new Uint8Array();
    },
    lastWords: () => {
      const lines = new TextDecoder().decode(tail).split("\n")
        .filter((line) => line.trim() !== "")
        .slice(-REMEMBERED.lines);
      return lines.map((line) => `\n  ${line}`).join("");
    },
    close: () => log.close(),
  };
}

async function writeAll(file: Deno.FsFile, chunk: Uint8Array): Promise<void> {
  for (let sent = 0; sent < chunk.length;) {
    sent += await file.write(chunk.subarray(sent));
  }
}

function lastBytes(
  tail: Uint8Array,
  chunk: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(tail.length + chunk.length);
  joined.set(tail);
  joined.set(chunk, tail.length);
  return joined.slice(-REMEMBERED.bytes);
}
