/**
 * How pods end, as the files say: whether they serve until every client knows,
 * and are given the time for it.
 * @module
 */

import {
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { mainContainer } from "../../scripts/checks/manifests/mod.ts";
import { SERVED, WORKLOADS, type WrittenPods, writtenPods } from "./written.ts";

/** The longest request: GATEWAY_TIMEOUT_MS by default (s). */
const REQUEST_S = 5;

/** A pod that serves less long after its signal to end loses requests (s). */
const LEAST_S = 3;

/** As long as the text asks for (s). */
const ASKED_S = 5;

/** The problems and risks of a pod's end. */
export interface Opinion {
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
}

/** Evaluates how the pods of all services end, by the files. */
export async function writtenEnds(context: CheckContext): Promise<Finding> {
  const { workloads, invalid } = await writtenPods(context, WORKLOADS);
  const bound = "a pod goes on serving for a while after it must end, " +
    `its grace period covers that and a request of ${REQUEST_S} s, and never ` +
    "do all pods go at once";
  if (workloads.length === 0) {
    return notStarted(
      `no manifest in k8s/ declares ${SERVED.join(", ")}`,
      "step 12.6",
    );
  }
  const opinions = workloads.map(opinionOf);
  const problems = [...invalid, ...opinions.flatMap((one) => one.problems)];
  const remarks = opinions.flatMap((one) => one.remarks);
  const measured = `${workloads.length} workloads looked at`;
  if (problems.length > 0) {
    return fail(
      problems.join("; "),
      bound,
      "how the pods of that workload end in k8s/, and step 12.6",
      workloads,
    );
  }
  return remarks.length > 0
    ? passWithRemark(measured, bound, remarks.join("; "))
    : pass(measured, bound);
}

/** Evaluates the end of one service's pods. */
export function opinionOf(workload: WrittenPods): Opinion {
  const { app, pod, strategy, pods } = workload;
  const container = mainContainer(app, pod.containers);
  const { preStop } = container?.lifecycle ?? {};
  const quiet = container?.env.find(({ name }) => name === "SHUTDOWN_QUIET_MS");
  const quietS = Number(quiet?.value ?? 0) / 1000;
  const sleepS = preStop?.sleep?.seconds ?? 0;
  const servesS = sleepS + quietS;
  const grace = pod.terminationGracePeriodSeconds;
  const program = preStop?.exec?.command[0];
  const problems = [
    ...preStop?.exec !== undefined
      ? [
        `preStop of ${app} runs ${
          program ?? "nothing"
        }, which the image does ` +
        "not have",
      ]
      : [],
    ...preStop?.exec === undefined && servesS < LEAST_S
      ? [`${app} serves ${servesS} s after it was told to end`]
      : [],
    ...sleepS > 0 && grace < sleepS + REQUEST_S
      ? [
        `${app} has ${grace} s to end, and preStop of ${sleepS} s with a ` +
        `request of ${REQUEST_S} s needs more`,
      ]
      : [],
    ...strategy?.type === "Recreate"
      ? [`${app} is recreated: all its pods end before a new one starts`]
      : [],
    ...allAtOnce(strategy?.rollingUpdate?.maxUnavailable, pods)
      ? [`all ${pods} pods of ${app} may be missing at once (maxUnavailable)`]
      : [],
  ];
  const remarks = [
    ...sleepS === 0 && servesS >= LEAST_S
      ? [`${app} has no preStop.sleep, and relies on SHUTDOWN_QUIET_MS`]
      : [],
    ...sleepS > 0 && sleepS < ASKED_S
      ? [`preStop of ${app} waits ${sleepS} s; the text asks for ${ASKED_S}`]
      : [],
    ...grace >= sleepS + REQUEST_S && grace < servesS + REQUEST_S
      ? [`${app} has ${grace} s to end, and may need ${servesS + REQUEST_S}`]
      : [],
  ];
  return { problems, remarks };
}

/** A share is rounded down, as for Deployments; the default is a quarter. */
function allAtOnce(
  most: number | string | undefined,
  pods: number,
): boolean {
  if (most === undefined) return false;
  const count = typeof most === "number"
    ? most
    : Math.floor(parseFloat(most) * pods / 100);
  return count >= pods;
}
