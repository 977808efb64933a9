/**
 * A student's machine for tests: files from a record, and nothing else runs
 * unless a test says so.
 * @module
 */

import { fakeClock } from "../../services/shared/clock_fake.ts";
import { CouldNotRun } from "../lib/cli/tool.ts";
import type { CheckContext } from "./lab.ts";

/** The parts of a test's machine. */
export interface Machine extends Partial<CheckContext> {
  /** Text by path. */
  readonly has?: Readonly<Record<string, string>>;
}

/** A machine on which everything else is missing, and says so. */
export function machineWith({ has = {}, ...parts }: Machine): CheckContext {
  const missing = (what: string) => (): Promise<never> =>
    Promise.reject(new CouldNotRun(`Cannot find ${what}: there is none here`));
  const kubectl = missing("a cluster");
  const prometheus = missing("Prometheus");
  return {
    clock: fakeClock(),
    shop: missing("a shop"),
    read: (path) => Promise.resolve(has[path]),
    files: (pattern) =>
      Promise.resolve(
        Object.keys(has).filter((path) => pattern.test(path)).toSorted(),
      ),
    env: () => undefined,
    program: missing("the program"),
    code: { exportsOf: missing("the module"), test: missing("the test") },
    commands: { allow: () => {} },
    prometheus,
    kubectl: { run: kubectl, json: kubectl, follow: kubectl },
    clusterPrometheus: { query: prometheus, ask: prometheus },
    note: () => {},
    ...parts,
  };
}
