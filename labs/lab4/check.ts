/**
 * Lab 4 measured: the shop on a cluster, pods that come back, probes that are
 * right when something else is not.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { postgresAway, redisAway } from "./away_checks.ts";
import { chart } from "./chart_checks.ts";
import { release, rollback } from "./release_checks.ts";
import { files } from "./manifest_checks.ts";
import { AWAY_FIELDS } from "./prediction.ts";
import { probes } from "./probe_check.ts";
import { resources } from "./resource_check.ts";
import { replacement, sale } from "./sale_checks.ts";
import { services } from "./service_check.ts";

/** Lab 4. */
export const lab4: Lab = {
  lab: 4,
  title: "Kubernetes from scratch",
  tasks: [
    { task: 1, title: "The shop on a cluster", points: 6 },
    { task: 2, title: "Probes and limits", points: 4 },
    { task: 0, title: "A chart", points: 2 },
  ],
  checks: [
    ...[files, services, sale, replacement],
    ...[probes, redisAway, postgresAway, resources],
    ...[chart, release, rollback],
  ],
  questions: [
    "A pod of the gateway was gone: who noticed, who made another one, and what would " +
    "compose have done?",
    "Which object did you change by deleting the pod, and why is it back all the same?",
    "With liveness on /health and Redis away: who was restarted, how often in a minute, " +
    "and what did that repair?",
    "Liveness or readiness: which of the two may ask the database, and why not the other?",
  ],
  fields: [AWAY_FIELDS],
  deliverables: ["submissions/lab4.md", "k8s/**", "chart/**"],
  optional: ["chart/**"],
};
