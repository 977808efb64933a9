/**
 * Lab 1 measured: the shop sells, the failure table is true of this very shop,
 * and a lost payments service gets a clear answer.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { map } from "./map_check.ts";
import { graceful } from "./graceful_check.ts";
import { load } from "./load_check.ts";
import { sells } from "./shop_checks.ts";
import { table } from "./table_check.ts";

/** Lab 1. */
export const lab1: Lab = {
  lab: 1,
  title: "Deploy, break, understand",
  tasks: [
    { task: 1, title: "Deploy it and find out what breaks what", points: 6 },
    { task: 2, title: "Fail well", points: 3 },
    { task: 3, title: "The people around the code", points: 1 },
    { task: 0, title: "What it costs to run", points: 2 },
  ],
  checks: [sells, map, table, load, graceful],
  questions: [
    "Which part, when it is gone, hurts customers most, and why?",
    "Why does reserving work without payments, and is that good?",
    "What do the stars and follows of Task 3 do for an open project?",
    "Bonus: which service uses most memory, which most CPU, and what do slow " +
    "payments do to the gateway?",
  ],
  deliverables: [
    "submissions/lab1.md",
    "submissions/lab1-load.json",
    "services/gateway/**",
  ],
};
