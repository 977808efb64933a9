import assert from "node:assert/strict";
import { evaluateManifests } from "./manifest_check.ts";

const DEPLOYMENT = `kind: Deployment
metadata: { name: notifications }
spec:
  selector:
    matchLabels: { app: notifications }
  template:
    metadata:
      labels: { app: notifications }
    spec:
      securityContext: { runAsNonRoot: true }
      containers:
        - name: notifications
          image: registry:5000/quickticket/notifications:v2
          ports: [{ name: http, containerPort: 8083 }]
          resources: { limits: { memory: 256Mi } }
          livenessProbe:
            httpGet: { path: /livez, port: http }
          readinessProbe:
            httpGet: { path: /readyz, port: http }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true }
`;

const SERVICE = `kind: Service
metadata: { name: notifications }
spec:
  selector: { app: notifications }
  ports: [{ port: 8083, targetPort: http }]
`;

function verdictOf(deployment: string, service: string) {
  return evaluateManifests([
    { path: "k8s/notifications.yaml", text: `${deployment}---\n${service}` },
  ]);
}

Deno.test("a manifest passes in one file, in two, as JSON and as a List", () => {
  assert.equal(verdictOf(DEPLOYMENT, SERVICE).verdict, "pass");
  const two = [DEPLOYMENT, SERVICE].map((text, i) => ({
    path: `k8s/${i}.yaml`,
    text,
  }));
  assert.equal(evaluateManifests(two).verdict, "pass");
  const indented = [DEPLOYMENT, SERVICE].map((text) =>
    `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`
  );
  const list = `kind: List\nitems:\n${indented.join("")}`;
  assert.equal(
    evaluateManifests([{ path: "k8s/all.yaml", text: list }]).verdict,
    "pass",
  );
});

for (
  const [what, from, to] of [
    ["ports by number", "port: http", "port: 8083"],
    [
      "matchExpressions",
      "matchLabels: { app: notifications }",
      "matchExpressions: [{ key: app, operator: In, values: [notifications] }]",
    ],
    [
      "non-root in the container",
      "allowPrivilegeEscalation: false",
      "runAsNonRoot: true, runAsUser: 1000",
    ],
    ["a digest", "notifications:v2", "notifications@sha256:0123abcd"],
    ["a Rollout", "kind: Deployment", "kind: Rollout"],
  ] as const
) {
  Deno.test(`a manifest with ${what} passes`, () => {
    const { verdict, measured } = verdictOf(
      DEPLOYMENT.replace(from, to),
      SERVICE,
    );
    assert.equal(verdict, "pass", measured);
  });
}

for (
  const [what, from, to, words] of [
    [
      "root in the container",
      "allowPrivilegeEscalation: false",
      "runAsNonRoot: false",
      /runAsNonRoot/,
    ],
    [
      "user 0 in the container",
      "allowPrivilegeEscalation: false",
      "runAsUser: 0",
      /user 0/,
    ],
    [
      "a probe of a port that nothing serves",
      "path: /livez, port: http",
      "path: /livez, port: 8080",
      /asks port 8080/,
    ],
    [
      "a probe of a port without a name",
      "path: /readyz, port: http",
      "path: /readyz, port: web",
      /asks port web/,
    ],
    ["liveness on another path", "/livez", "/health", /asks \/health/],
    [
      "no memory limit",
      "limits: { memory: 256Mi }",
      "limits: { cpu: 1 }",
      /memory limit/,
    ],
    [
      "an image that moves",
      "notifications:v2",
      "notifications",
      /tag that moves/,
    ],
    ["latest", "notifications:v2", "notifications:latest", /tag that moves/],
    [
      "a selector that selects nothing",
      "matchLabels: { app: notifications }",
      "matchLabels: { app: notification }",
      /selector of the workload/,
    ],
    [
      "another PORT than its probes",
      "ports: [{ name: http",
      "env: [{ name: PORT, value: '9000' }]\n          ports: [{ name: http",
      /no container serves/,
    ],
  ] as const
) {
  Deno.test(`a manifest with ${what} is refused, and says so`, () => {
    const { verdict, measured } = verdictOf(
      DEPLOYMENT.replace(from, to),
      SERVICE,
    );
    assert.equal(verdict, "fail");
    assert.match(measured, words);
  });
}

for (
  const [what, from, to, words] of [
    [
      "another selector",
      "app: notifications",
      "app: notification",
      /selects no pod/,
    ],
    [
      "no selector",
      "selector: { app: notifications }",
      "selector: {}",
      /selects no pod/,
    ],
    ["another port", "port: 8083", "port: 80", /no port 8083/],
    [
      "a target that nothing serves",
      "targetPort: http",
      "targetPort: 9000",
      /leads to port 9000/,
    ],
    [
      "another namespace",
      "{ name: notifications }",
      "{ name: notifications, namespace: other }",
      /namespace other/,
    ],
  ] as const
) {
  Deno.test(`a Service with ${what} is refused, and says so`, () => {
    const { verdict, measured } = verdictOf(
      DEPLOYMENT,
      SERVICE.replace(from, to),
    );
    assert.equal(verdict, "fail");
    assert.match(measured, words);
  });
}

Deno.test("manifests of others, and what is no YAML, are no failure", () => {
  const others = "kind: Service\nmetadata: {name: payments}\nspec: {}";
  assert.equal(
    evaluateManifests([{ path: "k8s/a.yaml", text: others }]).verdict,
    "not_started",
  );
  assert.equal(
    evaluateManifests([{ path: "k8s/a.yaml", text: "kind:\n\t- a" }]).verdict,
    "could_not_verify",
  );
});
