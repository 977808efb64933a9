/**
 * Step 4.9: the probes, and the endpoints that they ask. Their effect is
 * measured by steps 4.10 and 4.11.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { type Kind, type Opinion, opinionOf } from "./asked_by.ts";
import {
  type Declared,
  declaredInFiles,
  type Part,
  type Probe,
  running,
  SERVICES,
} from "./declared.ts";

/** Step 4.9. */
export const probes: Check = {
  id: "4.9",
  task: 2,
  title: "five readiness probes, and liveness probes that ask no other part",
  hints: [
    "Would a restart of this very container repair what the probe noticed?",
    "Liveness may only ask the process itself, and readiness may ask what it cannot work " +
    "without (Lecture 4, slide 9). A probe names a port that the same container serves.",
    "A mail server: livenessProbe: { tcpSocket: { port: smtp } }; readinessProbe: { exec: " +
    "{ command: [mailq, -c] } }, because without its queue it cannot accept mail.",
  ],
  measures: "whom each probe asks, on which port, and what answers there",
  tool: "manifests; the running workloads",
  catches: [
    "a port that nothing serves, or a name that no port has",
    "a path that asks others, or that is not answered",
    "a program that the image does not have",
    "a command that succeeds whatever happens",
    "no readiness, no liveness",
  ],
  async written(context) {
    return evaluateProbes(await declaredInFiles(context));
  },
  async run(context) {
    const written = evaluateProbes(await declaredInFiles(context));
    if (written.verdict === "fail") return written;
    const live = await running(context);
    if (live.length === 0) {
      return notStarted("no part of the shop runs", "step 4.4");
    }
    return evaluateProbes([...await declaredInFiles(context), ...live]);
  },
};

/** Evaluates the probes of files and of what runs. */
export function evaluateProbes(all: readonly Declared[]): Finding {
  const bound =
    "readiness of all five, not on /health; liveness of gateway, events, payments, " +
    "on nothing that asks others; each on a port and a path that answer";
  if (all.length === 0) {
    return notStarted("no part of the shop is declared or runs", "step 4.4");
  }
  const services = all.filter(({ part }) => isService(part));
  if (services.every((one) => !one.livenessProbe && !one.readinessProbe)) {
    return notStarted("no service has a probe", "step 4.9");
  }
  const opinions = all.flatMap(opinionsOf);
  const problems = opinions.flatMap(({ problem }) => problem ?? []);
  const remarks = new Set(opinions.flatMap(({ remark }) => remark ?? []));
  const measured =
    `${all.length} probed parts looked at; no liveness probe asks another part`;
  if (problems.length > 0) {
    return fail(
      problems.join("; "),
      bound,
      "the probes in the place that is named, and the rules in step 4.9",
      all,
    );
  }
  return remarks.size > 0
    ? passWithRemark(measured, bound, [...remarks].join("; "), all)
    : pass(measured, bound, all);
}

function isService(part: Part): boolean {
  return SERVICES.some((one) => one === part);
}

/** Restarts what is only slow (s). */
const HASTY_S = 5;

function opinionsOf(one: Declared): readonly Opinion[] {
  const { part, where, livenessProbe, readinessProbe, startupProbe } = one;
  const opinions: Opinion[] = [];
  if (readinessProbe === undefined) opinions.push({ problem: "no readiness" });
  if (isService(part) && livenessProbe === undefined) {
    opinions.push({ problem: "no liveness" });
  }
  const all: readonly (readonly [Kind, Probe | undefined])[] = [
    ["liveness", livenessProbe],
    ["readiness", readinessProbe],
    ["startup", startupProbe],
  ];
  for (const [kind, probe] of all) {
    if (probe === undefined) continue;
    const beside = one.beside ?? [one];
    opinions.push(opinionOf({ part, kind, probe, container: one, beside }));
  }
  const acts = actsAfterSeconds(livenessProbe);
  if (livenessProbe !== undefined && acts < HASTY_S) {
    opinions.push({
      remark: `${part}: liveness acts after ${acts} s, and restarts what is ` +
        "only slow",
    });
  }
  return opinions.map(({ problem, remark }) => ({
    ...problem === undefined ? {} : { problem: `${where}: ${problem}` },
    ...remark === undefined ? {} : { remark },
  }));
}

/** How long a liveness probe takes until it acts (s); 0 without one. */
export function actsAfterSeconds(probe: Probe | undefined): number {
  return probe === undefined ? 0 : probe.periodSeconds * probe.failureThreshold;
}
