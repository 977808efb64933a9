/**
 * Lab 12 measured: pods come and go, and no customer notices.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { budgets, eviction } from "./budget_checks.ts";
import { index } from "./index_check.ts";
import { doubled } from "./doubled_check.ts";
import { deletion, restart } from "./pod_checks.ts";
import { spread } from "./spread_check.ts";

/** Lab 12. */
export const lab12: Lab = {
  lab: 12,
  title: "Kubernetes resilience",
  tasks: [
    { task: 1, title: "Two of everything, and a budget", points: 6 },
    { task: 2, title: "Change it while it runs", points: 4 },
  ],
  checks: [doubled, deletion, budgets, spread, eviction, restart, index],
  questions: [
    "Three replicas with minAvailable 1: how many may be evicted at once?",
    "Where do 5 pods go on 3 nodes with maxSkew 1, where 7?",
    "Why CREATE INDEX CONCURRENTLY, and why outside a transaction?",
    "event_date becomes scheduled_at in five steps: which, in which order, " +
    "and why is the old column dropped last?",
  ],
  deliverables: ["submissions/lab12.md", "k8s/**", "migrations/**"],
};
