/**
 * The machine under examination, and what is found.
 * @module
 */

import type { Ended } from "../../lib/process/mod.ts";

/** What a check may ask of the machine. */
export interface Machine {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: string;
  readonly denoVersion: string;
  readonly cores: number;
  /** Free memory (GiB). */
  readonly memoryGib: number;
  /** Free space where the checkout is (GiB). */
  readonly diskGib: number;
  /** True when nobody listens there. */
  isFree(port: number): boolean;
  /** Runs a program; undefined when there is none of that name. */
  run(program: string, ...args: readonly string[]): Promise<Ended | undefined>;
}

/** How a check ended; `warn` is good enough for some labs. */
export interface Finding {
  readonly status: "ok" | "warn" | "missing";
  /** What was found. */
  readonly found: string;
  /** What to do, when there is something to do. */
  readonly fix?: string;
}

/** One check. */
export interface Check {
  readonly what: string;
  /** Labs that need it, e.g. `1-12`. */
  readonly labs: string;
  run(machine: Machine): Promise<Finding> | Finding;
}
