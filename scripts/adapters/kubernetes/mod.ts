/**
 * The cluster, through kubectl: objects as they are, workloads, rollouts, and
 * pods that generate load. The parts that need the API client are in `api/`,
 * because loading that client takes longer than most commands run.
 * @module
 */

export {
  analysesOf,
  type Analysis,
  type Canary,
  fasterPlan,
  firstExposure,
  gatesOf,
  heldPlan,
  planText,
  secondsOfPause,
  stepAfterAnalyses,
  unevaluatedPlan,
} from "./canary_plan.ts";
export { labelsOf } from "./label_selector.ts";
export { createKubectl, type Kubectl, OURS } from "./kubectl.ts";
export { askDatabase, type Pod, podsOf, workloadOf } from "./live_objects.ts";
export {
  type Load,
  type Outcome,
  runLoad,
  startLoad,
  type StepOutcome,
} from "./load_pod.ts";
export { type ManifestObject, objectsIn } from "./manifest_objects.ts";
export { portForward } from "./port_forward.ts";
export {
  isSettled,
  putRollout,
  type Rollout,
  rolloutOf,
  rolloutSchema,
  watchRollout,
  withEnv,
} from "./rollouts.ts";
export type { Workload } from "./workload_schema.ts";
export { hasRollouts, problemsOf, waitReady } from "./workloads.ts";
export { type LabelSelector, labelSelectorSchema, selects } from "./selects.ts";
