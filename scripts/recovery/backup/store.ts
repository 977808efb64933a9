/**
 * Where backups lie, as far as their readers and writers care.
 * @module
 */

/** A file there. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  readonly modified: Date;
}

/** Bytes on their way. */
export type Bytes = ReadableStream<Uint8Array>;

/** Files by name. */
export interface Store {
  /** As people know it, e.g. "backups" or "s3://shop/backups". */
  readonly where: string;
  /** All complete files. */
  list(): Promise<readonly StoredFile[]>;
  /** @throws {CouldNotRun} when there is no such file */
  read(name: string): Promise<Bytes>;
  /**
   * Writes it, complete or not at all.
   * @throws {CouldNotRun} when there is one of that name
   */
  write(name: string, bytes: Bytes): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A file's text. */
export async function readText(store: Store, name: string): Promise<string> {
  return await new Response(await store.read(name)).text();
}

/** A text as bytes. */
export function textBytes(text: string): Bytes {
  return new Blob([text]).stream();
}
