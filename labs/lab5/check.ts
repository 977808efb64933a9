/**
 * Lab 5 measured: a pipeline that is played, a cluster that follows Git.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { drift } from "./drift_check.ts";
import { follows } from "./follow_check.ts";
import { gates } from "./gate_check.ts";
import { images } from "./image_check.ts";
import { privileges } from "./privilege_check.ts";
import { badTag, revert } from "./rollback_checks.ts";
import { running } from "./running_check.ts";
import { noLoop, writeBack } from "./write_back_checks.ts";

/** Lab 5. */
export const lab5: Lab = {
  lab: 5,
  title: "CI/CD and GitOps",
  tasks: [
    { task: 1, title: "A pipeline, and a cluster that follows Git", points: 6 },
    { task: 2, title: "Take it back", points: 4 },
    { task: 0, title: "The pipeline writes the desired state", points: 2 },
  ],
  checks: [
    gates,
    images,
    privileges,
    follows,
    running,
    drift,
    badTag,
    revert,
    writeBack,
    noLoop,
  ],
  questions: [
    "A colleague changes a Deployment by kubectl edit. What happens without selfHeal, what with it, " +
    "and which would you want at three in the morning?",
    "Why did customers notice nothing of the bad tag, and when would they?",
    "Revert to Healthy: which part of the measured time is Argo CD's asking, which is Kubernetes'?",
    "The link to a green run of your workflow in your fork, and to one that a gate has stopped.",
  ],
  deliverables: ["submissions/lab5.md", ".github/workflows/**", "k8s/**"],
};
