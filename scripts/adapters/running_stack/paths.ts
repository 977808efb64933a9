/**
 * Where a stack keeps its files.
 * @module
 */

import { fileURLToPath } from "node:url";

/** The checkout's root, without a trailing slash. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url))
  .replace(/[\\/]+$/, "");

/**
 * The folder that all stacks of this checkout share, and where `deno task dev`
 * lives.
 */
export const DEV_DIRECTORY = `${ROOT}/.dev`;

/** The key by which this machine signs what it measured. */
export const MACHINE_KEY = `${DEV_DIRECTORY}/key.json`;

/** The files of one stack. */
export interface StackPaths {
  readonly directory: string;
  /** The state of a stack; see state.ts. */
  readonly state: string;
  readonly logs: string;
  readonly redis: string;
  readonly postgres: string;
}

/** The files of the stack that keeps everything under `directory`. */
export function stackPaths(directory: string): StackPaths {
  return {
    directory,
    state: `${directory}/state.json`,
    logs: `${directory}/logs`,
    redis: `${directory}/redis`,
    postgres: `${directory}/postgres`,
  };
}

/** The log file of one component. */
export function logFile(paths: StackPaths, name: string): string {
  return `${paths.logs}/${name}.log`;
}
