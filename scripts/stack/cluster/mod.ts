/**
 * The course's stages on Kubernetes.
 * @module
 */

export {
  applyStage,
  removeLeftovers,
  type Stage,
  stageOf,
  STAGES,
} from "./stages.ts";
