/**
 * wrk, the load generator in C: fast enough not to be what is measured.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";

/** The result of one run of wrk. */
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

/** Runs wrk with one thread. @throws {CouldNotRun} with its own words */
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
  const { code, stdout, stderr } = await runProgram("wrk", args);
  if (code === 0) return parseWrk(stdout);
  throw new CouldNotRun(
    `Cannot measure ${url}: wrk ended with ${code}: ${stderr || stdout}`,
  );
}

/** Reads what wrk prints. @throws {CouldNotRun} when it is not what wrk prints */
export function parseWrk(text: string): WrkResult {
  const p99Ms = latencyMs(text, 99);
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(text) ?? [];
  const [, total] = /(\d+) requests in/.exec(text) ?? [];
  if (rate === undefined || total === undefined || p99Ms === undefined) {
    throw new CouldNotRun(
      `Cannot read what wrk printed, check its version: ${text.slice(0, 500)}`,
    );
  }
  const [, bad = "0"] = /Non-2xx or 3xx responses: (\d+)/.exec(text) ?? [];
  const [, sockets = ""] = /Socket errors: (.+)/.exec(text) ?? [];
  const socketErrors = [...sockets.matchAll(/\d+/g)]
    .reduce((sum, [count]) => sum + Number(count), 0);
  return {
    requests: Number(total),
    requestsPerSecond: Number(rate),
    p99Ms,
    errors: Number(bad) + socketErrors,
  };
}

/**
 * The latency below which so many percent of the requests lie (ms); undefined when
 * wrk does not say.
 */
export function latencyMs(text: string, percent: number): number | undefined {
  const line = new RegExp(
    `^\\s*${percent}%\\s+([\\d.]+)(us|ms|s|m|h)\\s*$`,
    "m",
  );
  const [, amount, unit = ""] = line.exec(text) ?? [];
  const factor = MS.get(unit);
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** wrk chooses the unit by the size of the figure. */
const MS: ReadonlyMap<string, number> = new Map([
  ["us", 0.001],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** The result, if nothing failed: a figure made of errors means nothing. */
export function successful(result: WrkResult): WrkResult {
  if (result.errors === 0) return result;
  throw new CouldNotRun(
    `Cannot count this run: ${result.errors} of ${result.requests} requests ` +
      "failed. Look at the service, then measure again",
  );
}
