/**
 * Kinds of checks: a program of some version, free ports, enough of something.
 * @module
 */

import type { Check, Machine } from "./machine.ts";

/** All labs. */
export const ALL: readonly number[] = Array.from(
  { length: 12 },
  (_, i) => i + 1,
);

/** A way to get a program, by operating system. */
type Install = Readonly<Record<Machine["platform"]["os"], string>>;

/** A version, or undefined; the first that looks like one. */
function versionIn(text: string): readonly number[] | undefined {
  const [, major, minor, patch = "0"] =
    /v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ??
      [];
  return major === undefined ? undefined : [major, minor, patch].map(Number);
}

/** True when `version` is `least` or later. */
export function isAtLeast(
  version: readonly number[],
  least: readonly number[],
): boolean {
  for (const [i, wanted] of least.entries()) {
    const actual = version[i] ?? 0;
    if (actual !== wanted) return actual > wanted;
  }
  return true;
}

/** A program of at least some version. */
export function program(
  { name, args, least, labs, bonus = [], install }: {
    readonly name: string;
    readonly args: readonly string[];
    readonly least: readonly number[];
    readonly labs: readonly number[];
    readonly bonus?: readonly number[];
    readonly install: Install;
  },
): Check {
  const wanted = least.join(".");
  return {
    what: `${name} ${wanted} or later`,
    labs,
    bonus,
    async run(machine) {
      const fix = install[machine.platform.os];
      const [command = name, ...more] = args;
      const ended = await machine.run(command, ...more);
      if (!ended || ended.code !== 0) {
        return { status: "missing", found: "not found", fix };
      }
      const version = versionIn(ended.stdout || ended.stderr);
      if (!version) return { status: "warn", found: "tells no version", fix };
      const found = version.join(".");
      return isAtLeast(version, least)
        ? { status: "ok", found }
        : { status: "missing", found: `${found}, too old`, fix };
    },
  };
}

/** The labs from one on. */
export function from(first: number): readonly number[] {
  return ALL.filter((lab) => lab >= first);
}

/** Ports of `deno task dev`, and of `docker compose up`, on this machine. */
const PORTS = {
  dev: [8080, 8081, 8082, 8083, 8090, 15432, 16379],
  compose: [3000, 3080, 5432, 6379, 8081, 8082, 8086, 9090],
} as const;

/** Ports that have to be free, and the flag or the variables that move them. */
export function ports(
  what: keyof typeof PORTS,
  labs: readonly number[],
  remedy: string,
): Check {
  return {
    what: `free ports for ${what === "dev" ? "deno task dev" : "compose"}`,
    labs,
    async run({ holder }) {
      const taken: string[] = [];
      for (const port of PORTS[what]) {
        const by = await holder(port);
        if (by !== undefined) taken.push(`${port} is held by ${by}`);
      }
      return taken.length === 0
        ? { status: "ok", found: "all free" }
        : { status: "warn", found: taken.join("; "), fix: remedy };
    },
  };
}

/** Enough of something; below `least` labs fail. */
export function amount(
  what: string,
  key: "memoryGib" | "diskGib",
  { least, good, labs }: {
    readonly least: number;
    readonly good: number;
    readonly labs: readonly number[];
  },
): Check {
  return {
    what: `${good} GiB of ${what}`,
    labs,
    run(machine) {
      const gib = machine[key];
      const found = `${gib.toFixed(1)} GiB`;
      if (gib >= good) return { status: "ok", found };
      const fix = `close or remove something; below ${least} GiB labs fail`;
      return { status: gib >= least ? "warn" : "missing", found, fix };
    },
  };
}
