/**
 * Step 4.9: which probes there are, and whom they ask. What they do is measured
 * by steps 4.10 and 4.11.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  type Declared,
  declaredInFiles,
  type Part,
  type Probe,
  running,
  SERVICES,
} from "./declared.ts";

/** Answers that depend on somebody else; a restart repairs none of them. */
const DEEP = /\/?(health|readyz|events)\b/;

/** Step 4.9. */
export const probes: Check = {
  id: "4.9",
  task: 2,
  title: "five readiness probes, and liveness probes that ask nobody else",
  hints: [
    "What would a restart of this pod repair? Only that may end its life.",
    "The services answer /livez by themselves; /readyz asks for what they cannot work without.",
    "pg_isready over TCP and redis-cli ping, as exec; httpGet on port http for the three.",
  ],
  async run(context) {
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
    "on nothing that asks others";
  if (all.length === 0) {
    return notStarted("no part of the shop runs", "step 4.4");
  }
  const services = all.filter(({ part }) => isService(part));
  if (services.every((one) => !one.livenessProbe && !one.readinessProbe)) {
    return notStarted("no service has a probe", "step 4.9");
  }
  const problems = all.flatMap(problemsOf);
  const measured = `${all.length} looked at`;
  return problems.length === 0
    ? pass(`${measured}, all with probes that ask nobody else`, bound, all)
    : fail(
      problems.join("; "),
      bound,
      "livenessProbe, readinessProbe of that file",
      all,
    );
}

function isService(part: Part): boolean {
  return SERVICES.some((one) => one === part);
}

function problemsOf(one: Declared): readonly string[] {
  const { part, where, livenessProbe: live, readinessProbe: ready } = one;
  const told: string[] = [];
  if (ready === undefined) told.push("no readiness");
  if (isService(part)) {
    if (live === undefined) told.push("no liveness");
    const path = deepPath(live);
    if (path !== undefined) told.push(`liveness asks ${path}`);
    if (/health/.test(askedBy(ready))) {
      told.push(`readiness asks ${askedBy(ready)}`);
    }
  }
  return told.map((words) => `${where}: ${words}`);
}

/** What a deep probe asks; undefined: it is none. */
function deepPath(probe: Probe | undefined): string | undefined {
  const host = probe?.httpGet?.host;
  if (host !== undefined) return `${host}, which is somebody else`;
  const asked = askedBy(probe);
  return DEEP.test(asked) ? asked : undefined;
}

function askedBy(probe: Probe | undefined): string {
  return probe?.httpGet?.path ?? probe?.exec?.command.join(" ") ?? "";
}

/** How long a liveness probe takes until it acts (s); 0 without one. */
export function actsAfterSeconds(probe: Probe | undefined): number {
  return probe === undefined ? 0 : probe.periodSeconds * probe.failureThreshold;
}
