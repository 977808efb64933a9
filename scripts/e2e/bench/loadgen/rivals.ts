/**
 * The generators that are compared, each with the same load.
 * @module
 */

import { fileURLToPath } from "node:url";
import { latencyMs, parseWrk } from "../wrk.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { Summary } from "../../../load/loadgen/result/mod.ts";

/** The task of a generator. */
export interface Task {
  readonly url: string;
  readonly seconds: number;
  /** Requests a second; undefined: as many as it can with `connections`. */
  readonly rate: number | undefined;
  readonly connections: number;
}

/** The result of a generator. */
export interface Measured {
  readonly perSecond: number;
  /** CPU time of the generator for each request (µs). */
  readonly cpuUs: number;
  /** Requests a second that a core of CPU time makes. */
  readonly perCore: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A generator. */
export interface Rival {
  readonly name: string;
  measure(task: Task): Promise<Measured>;
}

const HERE = fileURLToPath(new URL(".", import.meta.url));
const LOADGEN = fileURLToPath(
  new URL("../../../load/loadgen/cli.ts", import.meta.url),
);

/** `loadgen` itself. */
export const loadgen: Rival = {
  name: "loadgen",
  async measure({ url, seconds, rate, connections }) {
    const load = rate === undefined
      ? [`--users=${connections}`]
      : [`--rps=${rate}`];
    const { stdout, cpuMs } = await timed(Deno.execPath(), [
      "run",
      "--quiet",
      "-P=loadgen",
      LOADGEN,
      `--scenario=${HERE}list_scenario.ts`,
      `--url=${url}`,
      `--duration=${seconds}s`,
      "--json",
      ...load,
    ]);
    const { requests } = Summary.parse(JSON.parse(stdout));
    const { p50, p99 } = requests.latencyMs;
    return measured({
      requests: requests.results.ok,
      perSecond: requests.perSecond,
      p50Ms: p50 ?? NaN,
      p99Ms: p99 ?? NaN,
    }, cpuMs);
  },
};

/** k6 of Grafana. @param program where it is installed */
export function k6(program: string): Rival {
  return {
    name: "k6",
    async measure({ url, seconds, rate, connections }) {
      const variables = {
        TARGET: `${url}/events`,
        SECONDS: String(seconds),
        VUS: String(connections),
        ...rate === undefined ? {} : { RATE: String(rate) },
      };
      const { stdout, cpuMs } = await timed(program, [
        "run",
        "--quiet",
        ...Object.entries(variables).flatMap((
          [name, value],
        ) => ["-e", `${name}=${value}`]),
        `${HERE}k6_script.txt`,
      ]);
      const { requests, perSecond, p50, p99 } = JSON.parse(stdout);
      return measured(
        { requests, perSecond, p50Ms: p50, p99Ms: p99 },
        cpuMs,
      );
    },
  };
}

/** wrk, which makes one request and no journeys: the ceiling. */
export const wrk: Rival = {
  name: "wrk",
  async measure({ url, seconds, connections }) {
    const { stdout, cpuMs } = await timed("wrk", [
      "--threads=1",
      `--connections=${connections}`,
      `--duration=${seconds}s`,
      "--latency",
      `${url}/events`,
    ]);
    const { requests, requestsPerSecond, p99Ms } = parseWrk(stdout);
    const p50Ms = latencyMs(stdout, 50) ?? NaN;
    return measured(
      { requests, perSecond: requestsPerSecond, p50Ms, p99Ms },
      cpuMs,
    );
  },
};

function measured(
  { requests, ...rest }: Omit<Measured, "cpuUs" | "perCore"> & {
    readonly requests: number;
  },
  cpuMs: number,
): Measured {
  return {
    ...rest,
    cpuUs: 1000 * cpuMs / requests,
    perCore: 1000 * requests / cpuMs,
  };
}

/** Runs a program; a shell of its own counts the CPU time it took. */
async function timed(
  program: string,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly cpuMs: number }> {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", '"$0" "$@" && { echo; times >&2; }', program, ...args],
  }).output();
  const decoder = new TextDecoder();
  const talk = decoder.decode(stderr).trimEnd();
  // The last line is of the shell's children: user and system.
  const [, ...spent] = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(talk) ?? [];
  if (code !== 0 || spent.length !== 4) {
    throw new CouldNotRun(`Cannot measure ${program}: ${talk}`);
  }
  const [userM = 0, userS = 0, systemM = 0, systemS = 0] = spent.map(Number);
  const cpuMs = 1000 * (60 * (userM + systemM) + userS + systemS);
  return { stdout: decoder.decode(stdout), cpuMs };
}
