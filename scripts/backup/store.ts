/**
 * Where backups lie: a folder, or any store that speaks S3.
 * @module
 */

import type { Host } from "../lib/host.ts";
import { CouldNotRun } from "../lib/tool.ts";
import { folderStore } from "./folder_store.ts";

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

/** The store that a path or a URL names. */
export async function openStore(
  target: string,
  env: Host["env"],
): Promise<Store> {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(target)) return folderStore(target);
  const { s3Store } = await import("./s3_store.ts"); // large; seldom needed
  if (target.startsWith("s3://")) return s3Store(target, env("AWS_REGION"));
  throw new CouldNotRun(
    `Cannot use ${target}: a store is a folder, or s3://BUCKET/PREFIX`,
  );
}

/** A file's text. */
export async function readText(store: Store, name: string): Promise<string> {
  return await new Response(await store.read(name)).text();
}

/** A text as bytes. */
export function textBytes(text: string): Bytes {
  return new Blob([text]).stream();
}
