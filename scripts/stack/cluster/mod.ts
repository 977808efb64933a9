/**
 * The course's stages on Kubernetes.
 * @module
 */

export {
  applyStage,
  removeOrphans,
  type Stage,
  stageOf,
  STAGES,
} from "./stages.ts";
