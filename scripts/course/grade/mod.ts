/**
 * Grades: the rules, and what points come to under them.
 * @module
 */

export { gradeOf } from "./grade.ts";
export { EXAM, PER_POINT, SHARES, TIERS, WINDOWS } from "./rules.ts";
export { SAMPLES, workOf } from "./samples.ts";
