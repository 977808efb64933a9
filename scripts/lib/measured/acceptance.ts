/**
 * A proof: promises that are held one after another against the real thing, and
 * a document that keeps what was measured.
 * @module
 */

import { Exit } from "../cli/exit_code.ts";
import type { Host } from "../cli/host.ts";

/** A promise. */
export interface Promised {
  readonly what: string;
  /**
   * Holds it.
   * @returns the figure, for people
   * @throws {Error} saying what was found instead
   */
  hold(): Promise<string>;
}

/** How one was held. */
export interface Held {
  readonly what: string;
  readonly isKept: boolean;
  /** The figure, or what was found instead. */
  readonly figure: string;
}

/** Holds them in turn, and says of each how it went. */
export async function holdAll(
  host: Host,
  promises: readonly Promised[],
): Promise<readonly Held[]> {
  const all: Held[] = [];
  for (const { what, hold } of promises) {
    const began = host.clock.monotonic();
    const held = await hold().then(
      (figure) => ({ what, isKept: true, figure }),
      (error: unknown) => ({ what, isKept: false, figure: messageOf(error) }),
    );
    const seconds = (host.clock.monotonic() - began) / 1000;
    const word = held.isKept ? "ok     " : "FAILED ";
    host.out(`${word} ${what}: ${held.figure} (${seconds.toFixed(1)} s)`);
    all.push(held);
  }
  const failed = all.filter(({ isKept }) => !isKept).length;
  host.out(`${all.length - failed} passed, ${failed} failed`);
  return all;
}

/** The exit code of a proof. */
export function exitOf(all: readonly Held[]): number {
  return all.every(({ isKept }) => isKept) ? Exit.ok : Exit.verdictFailed;
}

/** The document's table. */
export function heldTable(all: readonly Held[]): string {
  return [
    "| Promise | Measured |",
    "| --- | --- |",
    ...all.map(({ what, isKept, figure }) =>
      `| ${what} | ${isKept ? "" : "**missed:** "}${
        figure.replace(/\s+/g, " ").replaceAll("|", "\\|")
      } |`
    ),
    "",
  ].join("\n");
}

/** "2026-11-24 with Deno 2.9.6 on linux x86_64, 2 cores" */
export function circumstances(now: number): string {
  return `${new Date(now).toISOString().slice(0, 10)} with Deno ` +
    `${Deno.version.deno} on ${Deno.build.os} ${Deno.build.arch}, ` +
    `${navigator.hardwareConcurrency} cores that everything shares`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
