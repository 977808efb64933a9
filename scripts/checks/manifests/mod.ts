/**
 * Manifests as students write them: read, held to the API server's models, and
 * followed from a Service to the port that answers.
 * @module
 */

export {
  ANYWHERE,
  type Manifests,
  nameOf,
  studentManifests,
  type WrittenObject,
} from "./student_manifests.ts";
export { type DryRun, dryRun, invalidManifests } from "./valid.ts";
export {
  finds,
  listensOn,
  mainContainer,
  missedPort,
  portIn,
  servicesIn,
  type WrittenService,
} from "./wiring.ts";
export {
  type Container,
  containerSchema,
  type Probe,
  probeSchema,
  replicasOf,
  workloadsIn,
  type WrittenWorkload,
} from "./workload.ts";
