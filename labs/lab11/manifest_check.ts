/**
 * The manifest of notifications, held to what a cluster would make of it: which
 * pods a selector selects, which port a probe reaches, which user runs.
 * @module
 */

import type { z } from "zod";
import { objectsIn, selects } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  type Container,
  type securityContext,
  service,
  workload,
} from "./manifest_schema.ts";
import { isOwnImage, isPinned } from "./image_name.ts";

/** Where notifications listens unless PORT says otherwise. */
const PORT = 8083;

/** Step 11.2. */
export const manifest: Check = {
  id: "11.2",
  task: 1,
  title: "the manifest of notifications is as careful as the others",
  hints: [
    "What does the manifest of payments have that yours lacks?",
    "A selector selects labels, a probe asks a port that its container serves, and a tag must not move (Lab 4, steps 4.4 and 4.9).",
    "For stamps on 9000: container port { name: http, containerPort: 9000 }, both probes on port http, securityContext: { runAsNonRoot: true }, limits: { memory: 128Mi }.",
  ],
  measures:
    "which pods Service and Deployment select, which port probes reach, which user runs",
  tool: "YAML library, label selectors as Kubernetes evaluates them",
  catches: [
    "selectors that match no pod; another port, path or namespace",
    "root in the container's own security context; a root file system that can be written",
    "no memory limit, no probe, no replica, a tag that moves, another service's image",
  ],
  async run({ files, read }) {
    const paths = await files(
      /^k8s\/(?!stages|components|base|argocd).*\.(?:ya?ml|json)$/,
    );
    const texts = await Promise.all(
      paths.map(async (path) => ({ path, text: await read(path) ?? "" })),
    );
    return evaluateManifests(texts);
  },
};

/** Evaluates all manifests of a student together. */
export function evaluateManifests(
  files: readonly { readonly path: string; readonly text: string }[],
): Finding {
  const all: ReturnType<typeof objectsIn>[number][] = [];
  const unreadable: string[] = [];
  for (const { path, text } of files) {
    try {
      all.push(...objectsIn(text, path));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      unreadable.push(error.message);
    }
  }
  const named = all.filter(isNotifications);
  const services = named.flatMap((one) => service.safeParse(one).data ?? []);
  const own = named.flatMap((one) => workload.safeParse(one).data ?? []);
  // Only the Service's name is one that others call: what it leads to may have another.
  const workloads = own.length > 0 ? own : all
    .flatMap((one) => workload.safeParse(one).data ?? [])
    .filter((one) => services.some((service) => leadsTo(service, one)));
  const bound =
    "a Deployment of one replica and a Service named notifications on 8083 that find " +
    "each other; no container runs as root; a root file system that is read-only; a memory limit; " +
    "probes of /readyz and /livez on the port that is served; a pinned image";
  if (named.length === 0) {
    return unreadable.length > 0
      ? couldNotVerify(unreadable.join("; "), bound, "the line in k8s/")
      : notStarted("k8s/ has nothing named notifications", "step 11.2");
  }
  const problems = problemsOf(workloads, services);
  return problems.length === 0
    ? pass("a Deployment and a Service, and nothing is missing", bound, named)
    : fail(
      problems.join("; "),
      bound,
      "k8s/notifications.yaml; compare it with k8s/payments.yaml",
      named,
    );
}

function isNotifications(object: { readonly [key: string]: unknown }): boolean {
  const { metadata } = object;
  return typeof metadata === "object" && metadata !== null &&
    "name" in metadata && metadata.name === "notifications";
}

function leadsTo(
  { spec: { selector } }: z.infer<typeof service>,
  { spec: { template } }: z.infer<typeof workload>,
): boolean {
  return selector != null && Object.keys(selector).length > 0 &&
    selects({ matchLabels: selector }, template.metadata.labels);
}

function problemsOf(
  workloads: readonly z.infer<typeof workload>[],
  services: readonly z.infer<typeof service>[],
): readonly string[] {
  const [deployed] = workloads;
  const [offered] = services;
  if (deployed === undefined) {
    return ["there is no Deployment or Rollout with containers"];
  }
  const { selector, template } = deployed.spec;
  const podLabels = template.metadata.labels;
  const { containers, initContainers } = template.spec;
  const { replicas } = deployed.spec;
  const main = mainOf(containers) ?? containers[0]!;
  return [
    ...selects(selector, podLabels)
      ? []
      : ["the selector of the workload does not select the labels of its pods"],
    ...serviceProblems(offered, deployed, main),
    ...replicas === 1 ? [] : [`it has ${replicas} replicas`],
    ...[...containers, ...initContainers].flatMap((one) =>
      userProblems(template.spec.securityContext, one.securityContext)
    ),
    ...main.securityContext.readOnlyRootFilesystem === true
      ? []
      : ["its root file system is not read-only"],
    ...isOwnImage(main.image)
      ? []
      : [`it runs the image ${main.image}, which is another service's`],
    ...containers.every(({ resources }) => resources?.limits?.memory != null)
      ? []
      : ["a container has no memory limit"],
    ...probeProblems("readinessProbe", "/readyz", main),
    ...probeProblems("livenessProbe", "/livez", main),
    ...containers.filter(({ image }) => !isPinned(image)).map(({ image }) =>
      `the image ${image || "is missing"}${image && " has a tag that moves"}`
    ),
  ];
}

/** The container that is notifications; sidecars may stand in front of it. */
function mainOf(containers: readonly Container[]): Container | undefined {
  return containers.find(({ name }) => name === "notifications") ??
    containers.find(({ image }) =>
      /(?:^|[/_.-])notifications(?:[:@]|$)/.test(image)
    ) ??
    containers.find((one) =>
      one.ports?.some(({ containerPort }) => containerPort === portOf(one))
    );
}

function serviceProblems(
  offered: z.infer<typeof service> | undefined,
  deployed: z.infer<typeof workload>,
  main: Container,
): readonly string[] {
  const { metadata } = deployed;
  if (offered === undefined) return ["there is no Service"];
  const { ports } = offered.spec;
  const port = ports.find((one) => one.port === PORT);
  const target = port === undefined
    ? undefined
    : numberOf(main, port.targetPort ?? port.port);
  const namespaces = [metadata, offered.metadata].map(({ namespace }) =>
    namespace ?? "default"
  );
  return [
    ...leadsTo(offered, deployed)
      ? []
      : ["the selector of the Service selects no pod of the workload"],
    ...port === undefined ? [`the Service has no port ${PORT}`] : [],
    ...port !== undefined && target !== portOf(main)
      ? [
        `the Service leads to port ${port.targetPort}, and the container serves ` +
        portOf(main),
      ]
      : [],
    ...namespaces[0] === namespaces[1] ? [] : [
      `the Service is in namespace ${namespaces[1]}, the pods in ${
        namespaces[0]
      }`,
    ],
  ];
}

/** A container's own setting applies, else the pod's. */
function userProblems(
  pod: z.infer<typeof securityContext>,
  own: z.infer<typeof securityContext>,
): readonly string[] {
  const runAsNonRoot = own.runAsNonRoot ?? pod.runAsNonRoot;
  const runAsUser = own.runAsUser ?? pod.runAsUser;
  return [
    // A user other than 0 is not root, whether that is enforced or not.
    ...runAsNonRoot === true || (runAsUser ?? 0) > 0
      ? []
      : ["runAsNonRoot is not true for each of the containers"],
    ...runAsUser === 0 ? ["a container runs as user 0, which is root"] : [],
    ...own.privileged === true ? ["a container is privileged"] : [],
  ];
}

function probeProblems(
  kind: "readinessProbe" | "livenessProbe",
  path: string,
  main: Container,
): readonly string[] {
  const http = main[kind]?.httpGet;
  if (http === undefined) return [`there is no ${kind} by HTTP`];
  const port = numberOf(main, http.port);
  return [
    ...http.path.replace(/\/$/, "") === path
      ? []
      : [`the ${kind} asks ${http.path}, not ${path}`],
    ...port === portOf(main)
      ? []
      : [`the ${kind} asks port ${http.port}, which no container serves`],
    ...http.scheme.toUpperCase() === "HTTP"
      ? []
      : [`the ${kind} speaks ${http.scheme}, which no container serves`],
  ];
}

/** A port by number or by the name that the container gives it. */
function numberOf(
  { ports }: Container,
  port: number | string,
): number | undefined {
  if (typeof port === "number") return port;
  return ports?.find(({ name }) => name === port)?.containerPort ??
    (/^\d+$/.test(port) ? Number(port) : undefined);
}

/** Where the program listens: PORT, or its default. */
function portOf({ env }: Container): number {
  const set = env?.find(({ name }) => name === "PORT")?.value;
  return set === undefined ? PORT : Number(set);
}
