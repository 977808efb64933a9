/**
 * Which store a path or a URL names: a folder, or any that speaks S3.
 * @module
 */

import { CouldNotRun, type Host } from "../../lib/cli/mod.ts";
import { folderStore } from "./folder_store.ts";
import { s3Store } from "./s3_store.ts";
import type { Store } from "./store.ts";

/** The store that a path or a URL names. */
export function openStore(target: string, env: Host["env"]): Store {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(target)) return folderStore(target);
  if (target.startsWith("s3://")) return s3Store(target, env("AWS_REGION"));
  throw new CouldNotRun(
    `Cannot use ${target}: a store is a folder, or s3://BUCKET/PREFIX`,
  );
}
