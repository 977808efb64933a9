/**
 * Lab 8 measured: experiments that were predicted, run on a steady shop that
 * sells, and undone.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { fixed, stays } from "./fix_checks.ts";
import { killed, slow, tooSlow } from "./prediction_checks.ts";
import { again, own } from "./own_checks.ts";
import { stacked, weakest } from "./stacked_checks.ts";
import { WEAKEST_FIELDS } from "./weakest_claim.ts";

/** Lab 8. */
export const lab8: Lab = {
  lab: 8,
  title: "Chaos engineering",
  tasks: [
    { task: 1, title: "Predict, break, compare", points: 6 },
    { task: 2, title: "Several failures at once", points: 4 },
    { task: 0, title: "One weakness less", points: 2 },
  ],
  checks: [slow, tooSlow, killed, own, again, stacked, weakest, fixed, stays],
  questions: [
    "Which prediction was most wrong, and what did you not know about the shop?",
    "Payments were slow by 2 s and no alert on errors fired. Which one would have?",
    "What showed the stacked failure first, and which path suffered most?",
    "One sentence for each experiment: what would you change?",
    "Bonus: what does the change cost, and when does it make things worse?",
  ],
  fields: [WEAKEST_FIELDS],
  deliverables: ["submissions/lab8.md", "experiments/**", "k8s/**"],
};
