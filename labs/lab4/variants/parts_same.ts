/**
 * Manifests of Lab 4 that are as good as the solution, each as a student might
 * have thought of it.
 * @module
 */

import { stringify } from "yaml";
import { parseAllYaml } from "../../../scripts/lib/text/yaml/mod.ts";
import {
  type Change,
  edited,
  type Listed,
  type Old,
} from "../../../scripts/checks/variants/mod.ts";

const FILES = ["gateway", "events", "payments", "postgres", "redis"]
  .map((part) => `k8s/${part}.yaml`);

/** Every check that reads manifests. */
const ALL = ["4.3", "4.4", "4.9", "4.12"];

function same(
  name: string,
  change: Change,
  steps: readonly string[] = ALL,
): Listed {
  return { name, kind: "equivalent", steps, change };
}

function text(
  name: string,
  part: string,
  from: string | RegExp,
  to: string,
  steps: readonly string[] = ALL,
): Listed {
  return same(
    name,
    edited(`k8s/${part}.yaml`, (old) => old.replace(from, to)),
    steps,
  );
}

/** The five files without their texts, and others in their place. */
function instead(of: (old: Old) => Readonly<Record<string, string>>): Change {
  const names = ["k8s/all.yaml", "k8s/all.json"];
  return {
    ...Object.fromEntries(FILES.map((path) => [path, () => undefined])),
    ...Object.fromEntries(names.map((path) => [
      path,
      (old: Old) => of(old)[path],
    ])),
  };
}

function joined(old: Old): string {
  return FILES.map((path) => old(path)).join("---\n");
}

/** One file an object. */
const SPLIT: Change = Object.fromEntries(FILES.flatMap((path) => [
  [path, () => undefined],
  ...[0, 1, 2].map((i) =>
    [
      path.replace(".yaml", `-${i}.yml`),
      (old: Old) => {
        const one = parseAllYaml(old(path))[i];
        return one === undefined
          ? undefined
          : stringify(one, { version: "1.1" });
      },
    ] as const
  ),
]));

const STATEFUL = edited(
  "k8s/postgres.yaml",
  (old) =>
    old.replace("kind: Deployment", "kind: StatefulSet")
      .replace("strategy: { type: Recreate }", "serviceName: postgres")
      .replace(/ {2}# Two servers[^]*?stays\.\n/, ""),
);

const PROBES = /startupProbe:\n {12}httpGet[^]*?failureThreshold: 60\n {10}/;

/** As good as the solution. */
export const SAME_PARTS: readonly Listed[] = [
  same("all in one file", instead((old) => ({ "k8s/all.yaml": joined(old) }))),
  same(
    "all in one List of JSON",
    instead((old) => ({
      "k8s/all.json": JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: parseAllYaml(joined(old)),
      }),
    })),
  ),
  same("one file an object, as .yml", SPLIT),
  same(
    "in a sub-folder",
    Object.fromEntries(FILES.flatMap((path) => [
      [path, () => undefined],
      [path.replace("k8s/", "k8s/shop/"), (old: Old) => old(path)],
    ])),
  ),
  same("an old copy in a sub-folder, which nothing applies", {
    "k8s/old/gateway.yaml": (old) => old("k8s/gateway.yaml"),
  }),
  same("PostgreSQL as a StatefulSet", STATEFUL),
  text(
    "a headless Service for PostgreSQL",
    "postgres",
    "spec:\n  selector: { app: postgres }",
    "spec:\n  clusterIP: None\n  selector: { app: postgres }",
  ),
  text("no startup probe", "payments", PROBES, ""),
  text(
    "liveness by the port",
    "gateway",
    /livenessProbe:\n {12}httpGet: .*/,
    "livenessProbe:\n            tcpSocket: { port: 8080 }",
  ),
  text(
    "liveness by the image's own program",
    "events",
    /livenessProbe:\n {12}httpGet: .*/,
    'livenessProbe:\n            exec: { command: [/program, health, "http://127.0.0.1:8081/livez"] }',
  ),
  text(
    "a readiness of PostgreSQL by psql",
    "postgres",
    /readinessProbe:\n {12}exec: .*/,
    'readinessProbe:\n            exec: { command: [psql, -h, localhost, -U, quickticket, -d, quickticket, -c, "SELECT 1"] }',
  ),
  text(
    "a readiness of PostgreSQL by a shell",
    "postgres",
    /readinessProbe:\n {12}exec: .*/,
    'readinessProbe:\n            exec: { command: [sh, -c, "pg_isready -h 127.0.0.1 -U $POSTGRES_USER -d $POSTGRES_DB"] }',
  ),
  text(
    "a readiness of PostgreSQL by its port",
    "postgres",
    /readinessProbe:\n {12}exec: .*/,
    "readinessProbe:\n            tcpSocket: { port: 5432 }",
  ),
  text(
    "a readiness of Redis by a shell",
    "redis",
    /exec: \{ command: \[redis-cli, ping\] \}/,
    'exec: { command: [sh, -c, "redis-cli -h 127.0.0.1 ping | grep PONG"] }',
  ),
  text(
    "no liveness of PostgreSQL",
    "postgres",
    /livenessProbe:\n {12}tcpSocket[^]*?failureThreshold: 6\n {10}/,
    "",
  ),
  text(
    "an image by its digest",
    "redis",
    "redis:7-alpine",
    `redis:7-alpine@sha256:${"ab".repeat(32)}`,
  ),
  text(
    "the image from the registry of the cluster, pulled each time",
    "payments",
    "quickticket/payments:v1\n          imagePullPolicy: IfNotPresent",
    "k3d-registry.localhost:5000/quickticket/payments:v1\n          imagePullPolicy: Always",
  ),
  text("two replicas", "payments", "replicas: 1", "replicas: 2"),
  text(
    "replicas by default",
    "payments",
    "  replicas: 1\n",
    "",
  ),
  text(
    "a Service that selects by two labels",
    "events",
    "  selector: { app: events }\n  ports",
    "  selector: { app: events, app.kubernetes.io/part-of: quickticket }\n  ports",
  ),
  text(
    "a Service of type NodePort, with a second port",
    "gateway",
    "ports: [{ name: http, port: 8080, targetPort: http }]",
    "type: NodePort\n  ports: [{ name: http, port: 8080, targetPort: http }, { name: web, port: 80, targetPort: http }]",
  ),
  text(
    "a Service on port 80, and its caller knows",
    "gateway",
    'value: "http://payments:8082"',
    'value: "http://payments.default.svc.cluster.local:8082"',
  ),
  same("another port, by its variable, everywhere", {
    ...edited(
      "k8s/events.yaml",
      (old) =>
        old.replace("containerPort: 8081", "containerPort: 9000")
          .replace(
            "env:\n",
            'env:\n            - { name: PORT, value: "9000" }\n',
          ),
    ),
  }),
  same("a Service on port 80, as its caller says", {
    ...edited(
      "k8s/payments.yaml",
      (old) => old.replace("port: 8082, targetPort", "port: 80, targetPort"),
    ),
    ...edited(
      "k8s/gateway.yaml",
      (old) => old.replace("http://payments:8082", "http://payments"),
    ),
  }),
  text(
    "a port of Redis by its variable, with service links",
    "events",
    /enableServiceLinks: false\n([^]*?)- \{ name: REDIS_HOST, value: redis \}/,
    'enableServiceLinks: true\n$1- { name: REDIS_HOST, value: redis }\n            - { name: REDIS_PORT, value: "6379" }',
  ),
  text(
    "requests by the limits",
    "payments",
    'requests: { cpu: 50m, memory: 80Mi }\n            limits: { cpu: "1", memory: 256Mi }',
    "limits: { cpu: 250m, memory: 0.25Gi }",
  ),
  text(
    "quantities with fractions and exponents",
    "events",
    "requests: { cpu: 50m, memory: 96Mi }",
    "requests: { cpu: 0.05, memory: 1e8 }",
  ),
  text(
    "no limit of cpu",
    "gateway",
    'limits: { cpu: "1", memory: 256Mi }',
    "limits: { memory: 256Mi }",
  ),
];
