/**
 * Canary analysis: templates, the two arms, and trials with known outcomes.
 * @module
 */

export { analysesSeen, type AnalysisSeen } from "./analysis_templates.ts";
export { type Arms, armsBetween, countedBy, shareOf } from "./arms.ts";
export {
  type Fate,
  fateOf,
  tryVersion,
  withFasterPlan,
} from "./canary_trial.ts";
