/**
 * The machine under examination, and what is found.
 * @module
 */

import type { Platform } from "../../lib/platform/mod.ts";
import type { Ended } from "../../lib/process/mod.ts";

/** The questions that a check may ask of the machine. */
export interface Machine {
  readonly platform: Platform;
  /** The folder of the checkout. */
  readonly folder: string;
  readonly arch: string;
  readonly denoVersion: string;
  readonly cores: number;
  /** Free memory (GiB). */
  readonly memoryGib: number;
  /** Free space where the checkout is (GiB). */
  readonly diskGib: number;
  /** The program that listens on a port; undefined when the port is free. */
  holder(port: number): Promise<string | undefined>;
  /** Where kubectl finds its clusters; undefined when there is no such file. */
  readonly kubeconfig: string | undefined;
  /** Runs a program; undefined when no program has that name. */
  run(program: string, ...args: readonly string[]): Promise<Ended | undefined>;
}

/** How a check ended; `warn` is good enough for some labs. */
export interface Finding {
  readonly status: "ok" | "warn" | "missing";
  /** The finding. */
  readonly found: string;
  /** The remedy, when there is one. */
  readonly fix?: string;
}

/** One check. */
export interface Check {
  readonly what: string;
  /** Labs that need it. */
  readonly labs: readonly number[];
  /** Labs of which only the bonus task needs it. */
  readonly bonus?: readonly number[];
  run(machine: Machine): Promise<Finding> | Finding;
}
