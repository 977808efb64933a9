/**
 * The tables of IMAGES.md.
 * @module
 */

import { markdownTable } from "../../lib/text/mod.ts";
import type { Measured } from "./inspect.ts";
import { spokenPermissions } from "./program.ts";
import type { Evaluated } from "./verdict.ts";

/** An image of a service, opened and measured. */
export type Inspected = Measured & Evaluated;

/** A way to run a service, measured. */
export interface Way {
  readonly what: string;
  /** Undefined where there is no image. */
  readonly contentMb?: number;
  readonly compressedMb?: number;
  readonly startMs: number;
  readonly rssMb: number;
}

/** The content of each image. */
export function contentTable(images: readonly Inspected[]): string {
  return markdownTable(
    ["Image", "Layers", "User", "Shells", "setuid", "Packages", "It may"],
    images.map(({ service, layers, user, shells, setuid, program }) => [
      service,
      String(layers),
      user,
      String(shells.length),
      String(setuid.length),
      String(program.packages.length),
      program.permissions ? spokenPermissions(program.permissions) : "?",
    ]),
  );
}

/** The cost of each way. */
export function waysTable(ways: readonly Way[]): string {
  return markdownTable(
    ["", "Content", "Compressed", "Start to first 200", "Memory then"],
    ways.map(({ what, contentMb, compressedMb, startMs, rssMb }) => [
      what,
      megabytes(contentMb),
      megabytes(compressedMb),
      `${startMs.toFixed(0)} ms`,
      megabytes(rssMb),
    ]),
  );
}

function megabytes(value: number | undefined): string {
  return value === undefined ? "" : `${value.toFixed(0)} MB`;
}

/** IMAGES.md, whole. */
export function document(
  images: readonly Inspected[],
  ways: readonly Way[],
): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# Images

DO NOT EDIT: written by \`deno task image --inspect --python --write\`.

What lies in each image; the permissions are read out of the program itself:

${contentTable(images)}

What it costs, measured on ${day}: medians of five starts, images with a
read-only file system and without capabilities, from the start of the process to
its first 200. The Python image is the same payments service with FastAPI and
uvicorn on Debian's Python 3.13 (scripts/stack/image/python), as slim as it comes.

${waysTable(ways)}
`;
}
