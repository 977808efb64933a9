/**
 * wrk, the load generator in C: fast enough not to be what is measured.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** What one run of wrk found. */
export interface WrkResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Answers other than 2xx and 3xx, and socket errors. */
  readonly errors: number;
}

/** One run. */
export interface WrkOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** A Lua script that makes the requests. */
  readonly script?: string;
}

/** Runs wrk with one thread. @throws {CouldNotRun} when it is not installed */
export async function wrk(
  { url, connections, seconds, script }: WrkOptions,
): Promise<WrkResult> {
  const args = [
    "--threads=1",
    `--connections=${connections}`,
    `--duration=${seconds}s`,
    "--latency",
    ...script === undefined ? [] : [`--script=${script}`],
    url,
  ];
  try {
    const { stdout } = await new Deno.Command("wrk", { args }).output();
    return parseWrk(new TextDecoder().decode(stdout));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun("Cannot measure: wrk is not installed (apt, brew)");
  }
}

/** Reads what wrk prints. @throws {Error} when it is not what wrk prints */
export function parseWrk(text: string): WrkResult {
  const [, p99 = "", unit = ""] = /99%\s+([\d.]+)(us|ms|s|m)/.exec(text) ?? [];
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(text) ?? [];
  const [, total] = /(\d+) requests in/.exec(text) ?? [];
  if (rate === undefined || total === undefined || p99 === "") {
    throw new Error(`Not the output of wrk: ${text}`);
  }
  const [, bad = "0"] = /Non-2xx or 3xx responses: (\d+)/.exec(text) ?? [];
  const [, sockets = ""] = /Socket errors: (.+)/.exec(text) ?? [];
  const socketErrors = [...sockets.matchAll(/\d+/g)]
    .reduce((sum, [count]) => sum + Number(count), 0);
  return {
    requests: Number(total),
    requestsPerSecond: Number(rate),
    p99Ms: Number(p99) * MS[unit as keyof typeof MS], // matched above
    errors: Number(bad) + socketErrors,
  };
}

const MS = { us: 0.001, ms: 1, s: 1000, m: 60_000 } as const;

/** The result, if nothing failed: a figure made of errors is none. */
export function successful(result: WrkResult): WrkResult {
  if (result.errors === 0) return result;
  throw new Error(`${result.errors} of ${result.requests} requests failed`);
}
