import assert from "node:assert/strict";
import { rolloutSchema } from "../../scripts/adapters/kubernetes/rollouts.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab7 } from "./check.ts";
import { writtenRollouts } from "./gateway_rollout.ts";
import { evaluateTargets } from "./metrics_check.ts";
import { evaluateRollout, evaluateWritten } from "./rollout_checks.ts";
import { evaluateTools } from "./tools_check.ts";
import { evaluateGates, evaluateGoesOn } from "./plan_checks.ts";
import {
  analysis,
  byCheck,
  byHand,
  byTime,
  inSteps,
  pause,
  plan,
  weight,
} from "./plan_fixture.ts";

Deno.test("on a machine without a cluster no check passes", async () => {
  for (const check of lab7.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
  }
});

Deno.test("a cluster that knows no Rollouts has not begun", async () => {
  const unknown = (args: readonly string[]) => {
    if (args.some((one) => one.startsWith("rollout"))) {
      return Promise.reject(
        new Error('the server doesn\'t have a resource type "rollouts"'),
      );
    }
    return Promise.resolve({ items: [] });
  };
  const kubectl = {
    run: () => Promise.resolve(""),
    json: unknown,
    follow: () => Promise.resolve(""),
  };
  for (const check of lab7.checks) {
    const program = () => Promise.resolve({ code: 1, stdout: "", stderr: "" });
    const { verdict } = await check.run(machineWith({ kubectl, program }))
      .catch(() => ({
        verdict: "could_not_verify",
      }));
    assert.ok(
      ["not_started", "could_not_verify"].includes(verdict),
      `${check.id} ${verdict}`,
    );
  }
});

Deno.test("controller, kind and plugin must all be there", () => {
  const all = { controllers: 1, hasKind: true, plugin: "v1.9.2" };
  assert.equal(evaluateTools(all).verdict, "pass");
  assert.equal(evaluateTools({ ...all, plugin: undefined }).verdict, "fail");
  assert.equal(evaluateTools({ ...all, controllers: 0 }).verdict, "fail");
  assert.equal(
    evaluateTools({ ...all, controllers: 0, hasKind: false }).verdict,
    "not_started",
  );
});

function live(canary: unknown, replicas = 5) {
  return rolloutSchema.parse({
    kind: "Rollout",
    metadata: { name: "gateway" },
    spec: { replicas, template: { spec: {} }, strategy: { canary } },
  });
}

const runs = {
  live: live(byCheck),
  written: { rollouts: [live(byCheck)], deployments: [] },
  deployment: undefined,
  ready: 5,
};

Deno.test("a Rollout of any plan that shows a version to few first is taken", async () => {
  for (const one of [byHand, byTime, inSteps, byCheck]) {
    const written = { rollouts: [live(one)], deployments: [] };
    assert.equal(evaluateWritten(written), undefined);
    assert.equal(
      (await evaluateRollout({ ...runs, live: live(one), written })).verdict,
      "pass",
    );
  }
  const written = { rollouts: [], deployments: ["k8s/gateway.yaml"] };
  assert.equal(evaluateWritten(written), undefined);
  assert.equal(
    (await evaluateRollout({ ...runs, live: undefined, written })).verdict,
    "not_started",
  );
});

for (
  const [what, change] of [
    ["is written and not applied", { live: undefined }],
    ["runs beside the Deployment", { deployment: "gateway" }],
    ["is not the one that is written", { live: live(byTime) }],
    ["is in no file", { written: { rollouts: [], deployments: [] } }],
    ["shows half of the pods first", { live: live(byCheck, 2) }],
    ["is blue and green", { live: live(undefined) }],
    ["lacks a pod", { ready: 4 }],
  ] as const
) {
  Deno.test(`a Rollout that ${what} is refused`, async () => {
    assert.equal(
      (await evaluateRollout({ ...runs, ...change })).verdict,
      "fail",
    );
  });
}

Deno.test("files that are wrong are refused without a cluster", () => {
  const rollouts = [live(byCheck)];
  for (
    const wrong of [
      { rollouts, deployments: ["k8s/old.yaml"] },
      { rollouts: [live(byCheck, 2)], deployments: [] },
      { rollouts: [live(plan(weight(20), weight(100)))], deployments: [] },
      { rollouts: [live(undefined)], deployments: [] },
    ]
  ) {
    assert.equal(
      evaluateWritten(wrong)?.verdict,
      "fail",
      JSON.stringify(wrong),
    );
  }
});

Deno.test("manifests are found by what they say, the course's own left out", async () => {
  const text = (kind: string) =>
    `kind: ${kind}\nmetadata: { name: g }\nspec: { template: { metadata: { labels: { app: gateway } } , spec: {} } }\n`;
  const { rollouts, deployments } = await writtenRollouts(machineWith({
    has: {
      "deploy/g.yml": `kind: Service\nmetadata: { name: x }\n---\n${
        text("Rollout")
      }`,
      "k8s/base/gateway.yaml": text("Deployment"),
      "k8s/old.yaml": text("Deployment"),
      "chart/templates/g.yaml": "kind: Deployment\n{{ .Values.x }}: [",
    },
  }));
  assert.equal(rollouts.length, 1);
  assert.deepEqual(deployments, ["k8s/old.yaml"]);
});

Deno.test("a plan that stays goes on by itself", () => {
  for (const good of [byTime, inSteps, byCheck]) {
    assert.equal(evaluateGoesOn(good).verdict, "pass");
  }
  for (const bad of [byHand, plan(weight(100))]) {
    assert.equal(evaluateGoesOn(bad).verdict, "fail");
  }
  assert.equal(evaluateGoesOn(undefined).verdict, "not_started");
});

Deno.test("step by step is two growing weights or more, each with a gate", () => {
  for (const good of [inSteps, byCheck]) {
    assert.equal(evaluateGates(good, 5).verdict, "pass");
  }
  for (
    const bad of [
      plan(weight(20), pause("1m"), weight(60), pause(), weight(100)),
      plan(weight(40), pause("1m"), weight(60), pause("1m"), weight(100)),
      plan(
        weight(20),
        pause("1m"),
        weight(60),
        pause("1m"),
        weight(20),
        analysis,
      ),
      plan(
        weight(20),
        pause("1m"),
        weight(80),
        pause("1m"),
        weight(60),
        pause("1m"),
      ),
    ]
  ) assert.notEqual(evaluateGates(bad, 5).verdict, "pass", JSON.stringify(bad));
  assert.equal(evaluateGates(byTime, 5).verdict, "not_started");
});

Deno.test("Prometheus must see each gateway with its version, and the other services", () => {
  const gateways = ["a", "b"];
  const targets = [
    { app: "gateway", pod: "a", hash: "x" },
    { app: "gateway", pod: "b", hash: "x" },
    { app: "events", pod: "e", hash: "" },
    { app: "payments", pod: "p", hash: "" },
  ];
  assert.equal(evaluateTargets(targets, gateways).verdict, "pass");
  assert.equal(evaluateTargets(targets.slice(1), gateways).verdict, "fail");
  assert.equal(evaluateTargets(targets.slice(0, 3), gateways).verdict, "fail");
  assert.equal(
    evaluateTargets(targets.map((one) => ({ ...one, hash: "" })), gateways)
      .verdict,
    "fail",
  );
  assert.equal(evaluateTargets(targets, []).verdict, "could_not_verify");
});
