/**
 * Lab 2 measured: what the naive images are, one purchase through all logs, and
 * images without the five mistakes that still sell.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { context } from "./context_check.ts";
import { ends, images } from "./image_checks.ts";
import { hopTimes } from "./hop_check.ts";
import { naive } from "./naive_check.ts";
import { recipe } from "./recipe_check.ts";
import { HOP_FIELDS, IMAGES_FIELDS } from "./report_fields.ts";
import { trace } from "./trace_checks.ts";

/** Lab 2. */
export const lab2: Lab = {
  lab: 2,
  title: "Containers, inspected and hardened",
  tasks: [
    { task: 1, title: "Look into the boxes", points: 6 },
    { task: 2, title: "Build them better", points: 4 },
    { task: 0, title: "Where the time goes", points: 2 },
  ],
  checks: [naive, trace, context, recipe, images, ends, hopTimes],
  questions: [
    "How does the gateway find events? Name who answers for the name, and why " +
    "an address in a configuration would not do.",
    "Which instruction of the naive Dockerfile made the largest layer?",
    "What can an attacker do inside the naive container that is not possible in yours?",
    "What did .dockerignore change in the size of your images, and why so?",
  ],
  fields: [IMAGES_FIELDS, HOP_FIELDS],
  deliverables: [
    "submissions/lab2.md",
    "submissions/lab2-trace.jsonl",
    "services/Dockerfile",
    ".dockerignore",
  ],
};
