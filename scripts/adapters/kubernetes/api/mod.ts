/**
 * The cluster, through its API: pods and workloads that experiments change and
 * restore.
 * @module
 */

export { type Cluster, clusterWords, connect } from "./api_client.ts";
export {
  findWorkload,
  readWorkload,
  setReplicas,
  setVariables,
} from "./change_workload.ts";
export {
  connectAgain,
  cordon,
  deletePods,
  evict,
  isolate,
  nodesOf,
  openNodes,
  podsOf,
  runningPods,
} from "./pods.ts";
export { settled } from "./settle.ts";
export { faultIn, takenFromElsewhere, variablesOf } from "./workload.ts";
