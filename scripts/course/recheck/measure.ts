/**
 * Measures a lab in the working folder, and writes what it found into a file.
 * `grade recheck` runs it from the grader's own checkout, in a process of its
 * own: LAB, FILE, and perhaps `--run-untrusted`.
 * @module
 */

import { studentContext } from "../../checks/mod.ts";
import { type CheckContext, runChecks } from "../../checks/mod.ts";
import { CouldNotRun, realHost } from "../../lib/cli/mod.ts";
import { labOf } from "../lab/labs.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** What is not there when a grader has no cluster. */
function withoutCluster(context: CheckContext): CheckContext {
  const missing = (what: string) => (): Promise<never> =>
    Promise.reject(new CouldNotRun(`not measured again: needs ${what}`));
  const kubectl = missing("a cluster");
  return {
    ...context,
    kubectl: { run: kubectl, json: kubectl, follow: kubectl },
    clusterPrometheus: { query: kubectl, ask: kubectl },
    ...context.env("PROMETHEUS_URL") === undefined
      ? { prometheus: missing("Prometheus") }
      : {},
  };
}

if (import.meta.main) {
  const host = realHost();
  const [lab = "", file = "", flag] = host.args;
  const context = studentContext(host, {
    runUntrusted: flag === "--run-untrusted",
  });
  const all = await runChecks(labOf(Number(lab)), withoutCluster(context), {
    task: undefined,
    onEach: () => {},
  });
  await replaceFile(
    file,
    JSON.stringify(all.map(({ id, verdict, measured }) => ({
      id,
      verdict,
      measured,
    }))),
  );
}
