/**
 * Manifests of notifications in other forms, and such as are wrong in one point.
 * @module
 */

import { stringify } from "yaml";
import { parseAllYaml } from "../../../scripts/lib/text/yaml/mod.ts";
import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import { code, listed } from "./code_edits.ts";

/** The manifest. */
export const MANIFEST = "k8s/notifications.yaml";

function swapped(from: string | RegExp, to: string): Change {
  return code(MANIFEST, from, to);
}

type Json = Record<string, unknown>;

function objects(text: string): readonly Json[] {
  return parseAllYaml(text).map((one) => one as Json); // our own
}

const POD_USER =
  / {6}securityContext:\n {8}runAsNonRoot: true\n {8}runAsUser: 65532\n {8}runAsGroup: 65532\n/;

const SAME: Readonly<Record<string, Change>> = {
  "two files": {
    [MANIFEST]: (old) => stringify(objects(old(MANIFEST))[0]),
    "k8s/notifications-service.yaml": (old) =>
      stringify(objects(old(MANIFEST))[1]),
  },
  "a JSON file": {
    "k8s/notifications.json": (old) =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: objects(old(MANIFEST)),
      }),
    [MANIFEST]: () => undefined,
  },
  "ports by number": edited(
    MANIFEST,
    (text) => text.replaceAll("port: http", "port: 8083"),
  ),
  "a port that has no name": edited(
    MANIFEST,
    (text) =>
      text.replace(
        "{ name: http, containerPort: 8083 }",
        "{ containerPort: 8083 }",
      )
        .replaceAll("port: http", "port: 8083").replace(
          "targetPort: http",
          "targetPort: 8083",
        ),
  ),
  "the service leads to its own port": swapped(", targetPort: http", ""),
  "the user in the container": edited(
    MANIFEST,
    (text) =>
      text.replace(POD_USER, "      securityContext:\n")
        .replace(
          "allowPrivilegeEscalation: false",
          "runAsNonRoot: true\n            runAsUser: 65532\n            allowPrivilegeEscalation: false",
        ),
  ),
  "no user but its number": swapped("        runAsNonRoot: true\n", ""),
  "another user": swapped("runAsUser: 65532", "runAsUser: 1000"),
  "no number but the rule": swapped(
    "        runAsUser: 65532\n        runAsGroup: 65532\n",
    "",
  ),
  "matchExpressions": swapped(
    "matchLabels: { app: notifications }",
    "matchExpressions: [{ key: app, operator: In, values: [notifications] }]",
  ),
  "one replica by default": swapped("  replicas: 1\n", ""),
  "no start probe": swapped(
    / {10}startupProbe:\n[^]*?failureThreshold: 60\n/,
    "",
  ),
  "an image by digest": swapped(
    "notifications:v2",
    `notifications@sha256:${"a".repeat(64)}`,
  ),
  "another registry": swapped(
    "k3d-registry.localhost:5000/quickticket/notifications:v2",
    "ghcr.io/ada/quickticket-notifications:3f2a9c1",
  ),
  "more labels": edited(
    MANIFEST,
    (text) =>
      text.replaceAll(
        "app: notifications",
        "app: notifications\n        tier: backend",
      ).replaceAll(
        "{ app: notifications\n        tier: backend }",
        "{ app: notifications, tier: backend }",
      ),
  ),
  "a deployment of another name": swapped(
    "kind: Deployment\nmetadata:\n  name: notifications\n",
    "kind: Deployment\nmetadata:\n  name: notifications-deployment\n",
  ),
  "a namespace for both": edited(
    MANIFEST,
    (text) =>
      text.replaceAll(
        "  name: notifications\n  labels",
        "  name: notifications\n  namespace: shop\n  labels",
      ),
  ),
  "no limit of the processor": swapped(
    'limits: { cpu: "1", memory: 256Mi }',
    "limits: { memory: 256Mi }",
  ),
  "a port from the environment": edited(
    MANIFEST,
    (text) =>
      text.replace(
        "          env:\n",
        '          env:\n            - { name: PORT, value: "9000" }\n',
      ).replace("containerPort: 8083", "containerPort: 9000"),
  ),
};

const WRONG: Readonly<Record<string, Change>> = {
  "root": edited(
    MANIFEST,
    (text) => text.replace(POD_USER, "      securityContext:\n"),
  ),
  "root by number": swapped("runAsUser: 65532", "runAsUser: 0"),
  "root in the container": swapped(
    "            allowPrivilegeEscalation: false\n",
    "            allowPrivilegeEscalation: false\n            runAsUser: 0\n            runAsNonRoot: false\n",
  ),
  "a privileged container": swapped(
    "            allowPrivilegeEscalation: false\n",
    "            privileged: true\n",
  ),
  "a file system that can be written": swapped(
    "            readOnlyRootFilesystem: true\n",
    "",
  ),
  "a file system that is said to be writable": swapped(
    "readOnlyRootFilesystem: true",
    "readOnlyRootFilesystem: false",
  ),
  "no limits": swapped(/ {12}limits: [^\n]*\n/, ""),
  "a limit of the processor alone": swapped(
    ", memory: 256Mi }\n          sec",
    " }\n          sec",
  ),
  "no liveness": swapped(
    / {10}livenessProbe:\n[^]*?failureThreshold: 3\n/,
    "",
  ),
  "no readiness": swapped(
    / {10}readinessProbe:\n[^]*?failureThreshold: 2\n/,
    "",
  ),
  "liveness asks the dependencies": swapped(
    "livenessProbe:\n            httpGet: { path: /livez",
    "livenessProbe:\n            httpGet: { path: /health",
  ),
  "both probes swapped": edited(
    MANIFEST,
    (text) =>
      text.replace(
        "livenessProbe:\n            httpGet: { path: /livez",
        "livenessProbe:\n            httpGet: { path: /readyz",
      ).replace(
        "path: /readyz, port: http }\n            periodSeconds: 5",
        "path: /livez, port: http }\n            periodSeconds: 5",
      ),
  ),
  "a probe of another port": swapped(
    "path: /readyz, port: http",
    "path: /readyz, port: 8080",
  ),
  "a probe of a port by another name": swapped(
    "path: /readyz, port: http",
    "path: /readyz, port: web",
  ),
  "a probe by TLS": swapped(
    "path: /readyz, port: http",
    "path: /readyz, port: http, scheme: HTTPS",
  ),
  "latest": swapped("notifications:v2", "notifications:latest"),
  "no tag": swapped("notifications:v2", "notifications"),
  "the image of payments": swapped(
    "quickticket/notifications:v2",
    "quickticket/payments:v2",
  ),
  "no service": edited(
    MANIFEST,
    (text) => text.replace(/---\napiVersion: v1\nkind: Service[^]*$/, ""),
  ),
  "a service of another name": swapped(
    /(?<=kind: Service\nmetadata:\n {2}name: )notifications/,
    "notify",
  ),
  "a service of other pods": swapped(
    "selector: { app: notifications }\n  ports",
    "selector: { app: notification }\n  ports",
  ),
  "a service without a selector": swapped(
    "  selector: { app: notifications }\n  ports",
    "  ports",
  ),
  "another port of the service": swapped(
    "port: 8083, targetPort",
    "port: 8080, targetPort",
  ),
  "the service leads elsewhere": swapped(
    "targetPort: http",
    "targetPort: 8080",
  ),
  "a selector that selects nothing": swapped(
    "matchLabels: { app: notifications }",
    "matchLabels: { app: notifications, tier: web }",
  ),
  "another namespace": swapped(
    /(?<=kind: Service\nmetadata:\n {2}name: notifications\n)/,
    "  namespace: other\n",
  ),
  "no replica": swapped("replicas: 1", "replicas: 0"),
  "three replicas": swapped("replicas: 1", "replicas: 3"),
};

/** All of them, each at step 11.2. */
export const MANIFESTS: readonly Listed[] = [
  ...listed(SAME, "equivalent", ["11.2"]),
  ...listed(WRONG, "neighbour", ["11.2"]),
];
