/**
 * Runs that went otherwise, and claims about them, as forms of a trial.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";

const CHANGES = ".trial/runs.json";
const REPORT = "submissions/lab8.md";

/** The differences in runs, by their names; null: the run is missing. */
export type Told = Readonly<
  Record<string, Readonly<Record<string, unknown>> | null>
>;

/** A time, so many seconds after the first run began. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 5, 12) + seconds * 1000).toISOString();
}

/** The provider of a latency (ms). */
export function latency(latency_ms: number): Readonly<Record<string, unknown>> {
  return {
    type: "fault",
    service: "payments",
    fault: { kind: "payment_latency", rate: 1, latency_ms },
  };
}

export function told(
  kind: Listed["kind"],
  step: string,
  name: string,
  runs: Told,
): Listed {
  return {
    name: `${name} (${step})`,
    kind,
    steps: [step],
    change: {
      [CHANGES]: () => JSON.stringify(runs),
      ...Object.fromEntries(absentIn(runs).map((path) => [path, absent])),
    },
  };
}

const absent = (): undefined => undefined;

/** The files that the solution's runs have left, and these have not. */
function absentIn(runs: Told): readonly string[] {
  return Object.entries(runs).flatMap(([name, run]) => {
    if (run === null) return [`experiments/${name}.journal.json`];
    return run.sealed === false ? [`experiments/${name}.sealed.json`] : [];
  });
}

export function claim(
  kind: Listed["kind"],
  name: string,
  words: string,
): Listed {
  return {
    name: `${name} (8.9)`,
    kind,
    steps: ["8.9"],
    change: {
      [REPORT]: (old) =>
        old(REPORT).replace(/^Weakest link: .*$/m, () => words),
    },
  };
}
