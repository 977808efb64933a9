import assert from "node:assert/strict";
import { type Declared, PARTS } from "./declared.ts";
import { actsAfterSeconds, evaluateProbes } from "./probe_check.ts";
import { changed, probe, solution } from "./parts_fixture.ts";
import { evaluateDeclaredResources } from "./resource_check.ts";
import { evaluateUsed } from "./used_memory.ts";

Deno.test("probes are evaluated by the endpoints that they ask", () => {
  assert.equal(evaluateProbes(solution).verdict, "pass");
  const tcp = changed("payments", {
    livenessProbe: probe({ tcpSocket: { port: 8082 } }),
  });
  assert.equal(evaluateProbes(tcp).verdict, "pass");
  assert.equal(evaluateProbes([]).verdict, "not_started");
  const none = solution.map((one) => ({
    ...one,
    livenessProbe: undefined,
    readinessProbe: undefined,
  }));
  assert.equal(evaluateProbes(none).verdict, "not_started");
});

for (
  const [what, change] of [
    ["liveness on /health", {
      livenessProbe: probe({ httpGet: { path: "/health", port: "main" } }),
    }],
    ["liveness on /readyz", {
      livenessProbe: probe({ httpGet: { path: "/readyz", port: "main" } }),
    }],
    ["liveness by its own health command", {
      livenessProbe: probe({ exec: { command: ["/program", "health"] } }),
    }],
    ["liveness of another's", {
      livenessProbe: probe({ httpGet: { path: "/livez", host: "redis" } }),
    }],
    ["readiness on /health", {
      readinessProbe: probe({ httpGet: { path: "/health", port: "main" } }),
    }],
  ] satisfies (readonly [string, Partial<Declared>])[]
) {
  Deno.test(`${what} is refused`, () => {
    const finding = evaluateProbes(changed("gateway", change));
    assert.equal(finding.verdict, "fail");
    assert.match(finding.measured, /gateway\.yaml/);
  });
}

Deno.test("a part without readiness is refused, also a store", () => {
  for (const part of PARTS) {
    const without = changed(part, { readinessProbe: undefined });
    assert.equal(evaluateProbes(without).verdict, "fail", part);
  }
});

Deno.test("a liveness probe acts after all its failures", () => {
  assert.equal(actsAfterSeconds(probe({})), 30);
  assert.equal(actsAfterSeconds(undefined), 0);
});

const MI = 2 ** 20;
const used = {
  gateway: 70 * MI,
  events: 90 * MI,
  payments: 65 * MI,
  postgres: 60 * MI,
  redis: 10 * MI,
};

Deno.test("a request is what is used, a limit leaves room", () => {
  assert.equal(evaluateDeclaredResources(solution).verdict, "pass");
  assert.equal(evaluateUsed(solution, used).verdict, "pass");
  const { redis: _, ...four } = used;
  assert.equal(evaluateUsed(solution, four).verdict, "could_not_verify");
  const tight = {
    requests: { cpu: "50m", memory: "80Mi" },
    limits: { memory: "80Mi" },
  };
  const near = evaluateUsed(changed("gateway", { resources: tight }), used);
  assert.equal(near.verdict, "fail");
  assert.equal(near.measured, "gateway uses 70 Mi, and its limit is 80Mi");
  const much = evaluateUsed(solution, { ...used, gateway: 200 * MI });
  assert.equal(much.verdict, "fail");
  assert.equal(much.measured, "gateway uses 200 Mi, and requests 80Mi");
});

for (
  const [what, requests, limits] of [
    ["no limit of memory", { cpu: "50m", memory: "80Mi" }, {}],
    ["no request of cpu", { memory: "80Mi" }, { memory: "256Mi" }],
    ["a limit that is no quantity", { cpu: "50m", memory: "80Mi" }, {
      memory: "256MB",
    }],
  ] as const
) {
  Deno.test(`${what} is refused`, () => {
    const one = changed("events", {
      resources: { requests: { ...requests }, limits: { ...limits } },
    });
    assert.equal(evaluateDeclaredResources(one).verdict, "fail");
  });
}

Deno.test("who asks for nothing has not begun", () => {
  const none = solution.map((one) => ({
    ...one,
    resources: { requests: {}, limits: {} },
  }));
  assert.equal(evaluateDeclaredResources(none).verdict, "not_started");
});
