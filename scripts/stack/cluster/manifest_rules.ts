/**
 * The rules for every pod of the reference deployment.
 * @module
 */

import { z } from "zod";
import { objectsIn } from "../../adapters/kubernetes/mod.ts";

const Container = z.object({
  name: z.string(),
  image: z.string(),
  resources: z.object({
    requests: z.record(z.string(), z.unknown()).default({}),
    limits: z.record(z.string(), z.unknown()).default({}),
  }).default({ requests: {}, limits: {} }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.boolean().optional(),
    readOnlyRootFilesystem: z.boolean().optional(),
    capabilities: z.object({ drop: z.array(z.string()) }).optional(),
  }).default({}),
  livenessProbe: z.looseObject({}).optional(),
  readinessProbe: z.looseObject({}).optional(),
});
type Container = z.infer<typeof Container>;

const PodSpec = z.object({
  automountServiceAccountToken: z.boolean().optional(),
  enableServiceLinks: z.boolean().optional(),
  serviceAccountName: z.string().optional(),
  securityContext: z.object({
    runAsNonRoot: z.boolean().optional(),
    seccompProfile: z.object({ type: z.string() }).optional(),
  }).default({}),
  initContainers: z.array(Container).default([]),
  containers: z.array(Container),
});
type PodSpec = z.infer<typeof PodSpec>;

const Thing = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z.looseObject({
    template: z.object({ spec: z.unknown() }).optional(),
    jobTemplate: z.object({
      spec: z.object({ template: z.object({ spec: z.unknown() }) }),
    }).optional(),
  }).optional(),
});

/** Only Prometheus asks the Kubernetes API something. */
const MAY_HAVE_A_TOKEN: readonly string[] = ["Deployment/prometheus"];

/**
 * They receive no requests, so Kubernetes does not need to ask whether they are
 * ready.
 */
const NO_PROBES =
  /^(Job|CronJob)\/|^Deployment\/(mixedload|loadgen|backup-inspector)$/;

/** All problems of rendered manifests, each with where it is. */
export function manifestProblems(rendered: string): readonly string[] {
  return objectsIn(rendered, "the manifests").flatMap((thing) => {
    const { kind, metadata, spec } = Thing.parse(thing);
    const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
    if (pod === undefined) return [];
    const what = `${kind}/${metadata.name}`;
    return podProblems(what, PodSpec.parse(pod))
      .map((problem) => `${what}: ${problem}`);
  });
}

function podProblems(what: string, pod: PodSpec): readonly string[] {
  const { securityContext: context } = pod;
  return [
    rule(context.runAsNonRoot === true, "may run as root"),
    rule(
      context.seccompProfile?.type === "RuntimeDefault",
      "has no seccomp profile",
    ),
    rule(
      pod.automountServiceAccountToken === false ||
        MAY_HAVE_A_TOKEN.includes(what),
      "gets a token of the Kubernetes API",
    ),
    rule(
      pod.enableServiceLinks === false || MAY_HAVE_A_TOKEN.includes(what),
      "gets a variable for each Service",
    ),
    ...[...pod.initContainers, ...pod.containers].flatMap(containerProblems),
    ...NO_PROBES.test(what) ? [] : pod.containers.flatMap(probeProblems),
  ].flat();
}

function containerProblems(container: Container): readonly string[] {
  const { name, image, resources, securityContext: context } = container;
  const { requests, limits } = resources;
  return [
    rule(/:(?!latest$)[\w.-]+$/.test(image), `${name}: ${image} is not pinned`),
    rule("cpu" in requests && "memory" in requests, `${name}: no requests`),
    rule("memory" in limits, `${name}: no memory limit`),
    rule(
      context.allowPrivilegeEscalation === false,
      `${name}: may gain privileges`,
    ),
    rule(
      context.readOnlyRootFilesystem === true,
      `${name}: may write its root file system`,
    ),
    rule(
      context.capabilities?.drop.includes("ALL") ?? false,
      `${name}: keeps capabilities`,
    ),
  ].flat();
}

function probeProblems(container: Container): readonly string[] {
  return [
    rule(
      container.livenessProbe !== undefined,
      `${container.name}: no liveness probe`,
    ),
    rule(
      container.readinessProbe !== undefined,
      `${container.name}: no readiness probe`,
    ),
  ].flat();
}

function rule(holds: boolean, problem: string): readonly string[] {
  return holds ? [] : [problem];
}
