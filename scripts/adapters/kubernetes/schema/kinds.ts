/**
 * The kinds of objects that the labs ask for, and how the models write types.
 * @module
 */

/** The models of the kinds that the labs ask for. */
export const KINDS: Readonly<Record<string, string>> = {
  "apps/v1/Deployment": "V1Deployment",
  "apps/v1/StatefulSet": "V1StatefulSet",
  "batch/v1/Job": "V1Job",
  "v1/Service": "V1Service",
  "v1/ConfigMap": "V1ConfigMap",
  "v1/Secret": "V1Secret",
  "v1/ServiceAccount": "V1ServiceAccount",
  "v1/PersistentVolumeClaim": "V1PersistentVolumeClaim",
  "policy/v1/PodDisruptionBudget": "V1PodDisruptionBudget",
  "autoscaling/v2/HorizontalPodAutoscaler": "V2HorizontalPodAutoscaler",
  "networking.k8s.io/v1/NetworkPolicy": "V1NetworkPolicy",
};

/** A list of something. */
export const LIST = /^Array<(.+)>$/;

/** A map of something. */
export const MAP = /^\{ \[key: string\]: (.+); \}$/;
