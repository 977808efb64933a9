/**
 * Lab 9 measured: the schema changes while people buy, and what is lost comes
 * back.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { accident } from "./accident_check.ts";
import { backup } from "./backup_check.ts";
import { disk } from "./disk_check.ts";
import { drilled } from "./drill_check.ts";
import { history } from "./history_check.ts";
import { underLoad } from "./load_check.ts";
import { loss } from "./loss_check.ts";
import { retention } from "./retention_check.ts";
import { step } from "./step_check.ts";

/** Lab 9. */
export const lab9: Lab = {
  lab: 9,
  title: "Stateful services",
  tasks: [
    {
      task: 1,
      title: "Change it while people buy, and get it back",
      points: 6,
    },
    { task: 2, title: "Lose the server", points: 4 },
    { task: 0, title: "A dump every five minutes", points: 2 },
  ],
  checks: [
    history,
    step,
    underLoad,
    backup,
    accident,
    loss,
    drilled,
    disk,
    retention,
  ],
  questions: [
    "A backup every five minutes, and the database is lost: what is the RPO, in seconds and " +
    "in orders at your rate?",
    "Which locks did ADD COLUMN take, on which table, and who waited? What would change with " +
    "NOT NULL, or with a default of random()?",
    "The pod came back by itself in seconds. Why was it empty, and why did /events fail " +
    "though all pods were Ready?",
    "Bonus: what does a dump on a volume of the same cluster survive, what not? When would " +
    "you archive every change instead (deno task archive)?",
  ],
  deliverables: [
    "submissions/lab9.md",
    "submissions/lab9-drill.json",
    "migrations/**",
    "k8s/**",
  ],
};
