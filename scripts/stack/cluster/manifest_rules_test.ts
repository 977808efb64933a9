import assert from "node:assert/strict";
import { manifestProblems } from "./manifest_rules.ts";

const GOOD = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec:
  template:
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
      containers:
        - name: gateway
          image: registry:5000/quickticket/gateway:v1
          livenessProbe: { httpGet: { path: /livez } }
          readinessProbe: { httpGet: { path: /readyz } }
          resources:
            requests: { cpu: 50m, memory: 80Mi }
            limits: { memory: 256Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
---
apiVersion: v1
kind: Service
metadata: { name: gateway }
spec: { ports: [{ port: 80 }] }
`;

Deno.test("a deployment that is as it must be has no problem", () => {
  assert.deepEqual(manifestProblems(GOOD), []);
});

for (
  const [from, to, problem] of [
    ["runAsNonRoot: true", "runAsNonRoot: false", /may run as root/],
    ["RuntimeDefault", "Unconfined", /no seccomp profile/],
    ["automountServiceAccountToken: false", "x: 1", /gets a token/],
    ["enableServiceLinks: false", "x: 1", /a variable for each Service/],
    ["gateway:v1", "gateway:latest", /is not pinned/],
    ["quickticket/gateway:v1", "quickticket/gateway", /is not pinned/],
    ["cpu: 50m, ", "", /no requests/],
    ["limits: { memory: 256Mi }", "limits: {}", /no memory limit/],
    ["Escalation: false", "Escalation: true", /may gain privileges/],
    ["Filesystem: true", "Filesystem: false", /may write its root/],
    ["drop: [ALL]", "drop: [NET_RAW]", /keeps capabilities/],
    ["livenessProbe", "oldProbe", /no liveness probe/],
    ["readinessProbe", "oldProbe", /no readiness probe/],
  ] as const
) {
  Deno.test(`${from} -> ${to || "nothing"} is found`, () => {
    const problems = manifestProblems(GOOD.replace(from, to));
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", problem);
    assert.match(problems[0] ?? "", /^Deployment\/gateway: /);
  });
}
