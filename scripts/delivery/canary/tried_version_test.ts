import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/mod.ts";
import { canarySchema } from "../../adapters/kubernetes/canary_plan.ts";
import { fakeKubectl } from "../../adapters/kubernetes/kubectl_fake.ts";
import { rolloutSchema } from "../../adapters/kubernetes/rollouts.ts";
import { analysesSeen, templatesOf } from "./analysis_templates.ts";
import { countedBy } from "./arms.ts";
import { tryVersion, withFasterPlan } from "./canary_trial.ts";

const steps = [
  { setWeight: 20 },
  { analysis: { templates: [{ templateName: "errors" }] } },
];
const plan = canarySchema.parse({ steps });

interface Patch {
  readonly path: string;
  readonly value: unknown;
}

/** A cluster with one Rollout, which applies each patch at once. */
function cluster() {
  const spec: Record<string, unknown> = {
    replicas: 1,
    template: { spec: { containers: [{ env: [{ name: "A", value: "1" }] }] } },
    strategy: { canary: { steps: [{ setWeight: 50 }] } },
  };
  const patched: (readonly string[])[] = [];
  let hash = "old";
  const rollout = () => ({
    kind: "Rollout",
    metadata: { name: "gateway", generation: 1 },
    spec,
    status: {
      observedGeneration: "1",
      phase: "Healthy",
      currentPodHash: hash,
      stableRS: "old",
      replicas: 1,
      availableReplicas: 1,
    },
  });
  const kubectl = fakeKubectl([
    [/^get rollout gateway/, () => rollout()],
    [/^patch rollout gateway/, (words) => {
      const patches: readonly Patch[] = JSON.parse(
        words.slice(words.indexOf("[")),
      );
      patched.push(patches.map(({ path }) => path));
      for (const { path, value } of patches) {
        spec[path.replace("/spec/", "")] = value;
      }
      hash = JSON.stringify(spec.template).includes("BROKEN") ? "new" : "old";
      return "";
    }],
  ]);
  return {
    kubectl,
    spec,
    patched,
    rollout: () => rolloutSchema.parse(rollout()),
  };
}

Deno.test("a version is tried by its own plan, and afterwards all is as it was", async () => {
  const { kubectl, spec, rollout, patched } = cluster();
  const before = rollout().spec;
  const seen = await tryVersion(
    { kubectl, clock: fakeClock() },
    { rollout: rollout(), plan, variables: { BROKEN: "1" } },
    (hash) => {
      const { strategy, template } = rollout().spec;
      assert.deepEqual(strategy.canary?.steps.length, 2);
      const [container] = template.spec.containers;
      assert.deepEqual(container?.env.map(({ name }) => name), ["A", "BROKEN"]);
      return Promise.resolve(hash);
    },
  );
  assert.equal(seen, "new");
  assert.deepEqual(rolloutSchema.shape.spec.parse(spec), before);
  assert.deepEqual(patched.at(-1), ["/spec/strategy"]);
});

Deno.test("a trial whose watch fails takes the version back all the same", async () => {
  const { kubectl, spec, rollout } = cluster();
  const before = rollout().spec;
  await assert.rejects(
    tryVersion(
      { kubectl, clock: fakeClock() },
      { rollout: rollout(), plan, variables: { BROKEN: "1" } },
      () => Promise.reject(new Error("Prometheus is gone")),
    ),
    /Prometheus is gone/,
  );
  assert.deepEqual(rolloutSchema.shape.spec.parse(spec), before);
});

const template = (name: string) => ({
  kind: "AnalysisTemplate",
  metadata: { name },
  spec: {
    metrics: [{
      name: "errors",
      interval: "30s",
      provider: { prometheus: { query: "rate(x[1m])" } },
    }],
  },
});

Deno.test("faster templates exist while work goes on, and gone after it, also when it fails", async () => {
  for (const fails of [false, true]) {
    const kubectl = fakeKubectl([
      [/^get analysistemplates errors/, template("errors")],
      [/^(apply|delete)/, ""],
    ]);
    const work = withFasterPlan(kubectl, plan, (faster) => {
      assert.deepEqual(faster.steps[1]?.analysis?.templates, [
        { templateName: "errors-trial" },
      ]);
      assert.match(kubectl.calls.at(-1) ?? "", /^apply/);
      assert.match(kubectl.inputs.at(-1) ?? "", /name: errors-trial/);
      assert.match(kubectl.inputs.at(-1) ?? "", /interval: 10s/);
      return fails ? Promise.reject(new Error("no")) : Promise.resolve("done");
    });
    if (fails) await assert.rejects(work, /no/);
    else assert.equal(await work, "done");
    assert.match(
      kubectl.calls.at(-1) ?? "",
      /^delete analysistemplates -l app\.kubernetes\.io\/part-of=quickticket-/,
    );
  }
});

Deno.test("a template of the whole cluster is looked for there", async () => {
  const kubectl = fakeKubectl([
    [/^get clusteranalysistemplates errors/, template("errors")],
  ]);
  const templates = [{ templateName: "errors", clusterScope: true }];
  const [found] = await templatesOf(
    kubectl,
    canarySchema.parse({ analysis: { templates } }),
  );
  assert.equal(found?.metadata.name, "errors");
});

Deno.test("an analysis is seen by its phase and values, also one that has measured nothing", async () => {
  const kubectl = fakeKubectl([[/^get analysisruns -l \S*=abc /, {
    items: [
      {
        status: {
          phase: "Failed",
          metricResults: [
            { name: "errors", measurements: [{ value: "[0.5]" }, {}] },
            { name: "latency" },
          ],
        },
      },
      {},
    ],
  }]]);
  assert.deepEqual(await analysesSeen(kubectl, "abc"), [
    { phase: "Failed", values: { errors: ["[0.5]", "none"], latency: [] } },
    { phase: "", values: {} },
  ]);
});

const pod = (name: string, ready: string, over: object = {}) => ({
  metadata: {
    name,
    labels: { "rollouts-pod-template-hash": "h" },
    ...over,
  },
  status: { conditions: [{ type: "Ready", status: ready }] },
});

for (const [namespace, shown] of [["", "default"], ["shop", "shop"]]) {
  Deno.test(`ready pods of the namespace ${shown} are asked what they counted, others are not`, async () => {
    const kubectl = fakeKubectl([
      [/^get pods -l app=gateway/, {
        items: [
          pod("a", "True"),
          pod("b", "False"),
          pod("c", "True", { deletionTimestamp: "2026-01-01T00:00:00Z" }),
        ],
      }],
      [/^config view/, namespace ?? ""],
      [
        new RegExp(`^get --raw /api/v1/namespaces/${shown}/pods/a:8080/proxy`),
        'gateway_requests_total{path="/a"} 2\ngateway_requests_total 3\nx 9\n',
      ],
    ]);
    assert.deepEqual(await countedBy(kubectl, "gateway"), [
      { pod: "a", hash: "h", requests: 5 },
    ]);
  });
}
