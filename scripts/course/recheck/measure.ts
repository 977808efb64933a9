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
import type { Measured } from "./compare.ts";
import { globsOf } from "./recheck_one.ts";
import { openUsualPorts } from "./usual_ports.ts";
import { watchMissed } from "./not_handed_in.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** Labs whose students write the shop's ports into commands that run. */
const NAMES_PORTS: ReadonlySet<number> = new Set([6]);

/** The parts that are missing when a grader has no cluster. */
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
  const [number = "", file = "", flag] = host.args;
  const lab = labOf(Number(number));
  const { context, take } = watchMissed(
    withoutCluster(studentContext(host, {
      runUntrusted: flag === "--run-untrusted",
    })),
    globsOf(lab.lab),
  );
  const shop = NAMES_PORTS.has(lab.lab) ? await context.shop() : undefined;
  const usual = shop && await openUsualPorts(shop.urlOf);
  const measured: Measured[] = [];
  await runChecks(lab, context, {
    task: undefined,
    onEach({ id, verdict, measured: words }) {
      const missed = take();
      const isOpen = verdict === "not_started" && missed.length > 0;
      measured.push(
        isOpen
          ? {
            id,
            verdict: "could_not_verify",
            measured: `not measured again: ${words}, and ` +
              `${missed.join(", ")} is not handed in`,
          }
          : { id, verdict, measured: words },
      );
    },
  });
  usual?.close();
  await replaceFile(file, JSON.stringify(measured));
}
