import assert from "node:assert/strict";
import { stringify } from "yaml";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { labelSelectorSchema } from "../../scripts/adapters/kubernetes/selects.ts";
import { budgetsIn } from "./budgets.ts";
import { evaluateBudgets } from "./budget_checks.ts";
import { evaluateReplicas } from "./doubled_check.ts";
import { opinionOf } from "./graceful_end.ts";
import { SERVED, writtenPods } from "./written.ts";

function deployment(app: string, change: object = {}, pod: object = {}) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: app },
    spec: {
      replicas: app === "gateway" ? 5 : 2,
      selector: { matchLabels: { app } },
      ...change,
      template: {
        metadata: { labels: { app } },
        spec: {
          containers: [{
            name: app,
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
          }],
          ...pod,
        },
      },
    },
  };
}

// Of no kind that the client's models know, so that none of them is loaded.
async function written(all: readonly object[]) {
  const text = all.map((one) => `---\n${stringify(one)}`).join("");
  return await writtenPods(
    machineWith({ has: { "k8s/all.yaml": text } }),
    /^$/,
  );
}

const SHOP = SERVED.map((app) => deployment(app));

Deno.test("replicas are those of the files", async () => {
  assert.equal(evaluateReplicas(await written(SHOP)).verdict, "pass");
  const once = SERVED.map((app) =>
    deployment(app, app === "payments" ? { replicas: 1 } : {})
  );
  const finding = evaluateReplicas(await written(once));
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, /payments 1/);
  assert.equal(
    evaluateReplicas(await written(SHOP.slice(0, 3))).verdict,
    "fail",
  );
  assert.equal(evaluateReplicas(await written([])).verdict, "not_started");
});

const budget = (app: string, spec: object = {}) => ({
  kind: "PodDisruptionBudget",
  metadata: { name: `${app}-pdb` },
  spec: {
    selector: labelSelectorSchema.parse({ matchLabels: { app } }),
    ...app === "gateway" ? { minAvailable: 2 } : { maxUnavailable: 1 },
    ...spec,
  },
});

async function counted(change: object) {
  const all = SERVED.map((app) => budget(app, app === "events" ? change : {}));
  const { objects, workloads } = await written([...SHOP, ...all]);
  return evaluateBudgets(budgetsIn(objects, workloads));
}

for (
  const [what, change, verdict] of [
    ["a number", {}, "pass"],
    ["a share, rounded up", { maxUnavailable: "1%" }, "pass"],
    ["half", { maxUnavailable: undefined, minAvailable: "50%" }, "pass"],
    ["all of them", { maxUnavailable: "51%" }, "fail"],
    ["none", { maxUnavailable: 0 }, "fail"],
    ["both", { minAvailable: 1 }, "fail"],
    ["a word", { maxUnavailable: "one" }, "fail"],
    ["a selector of everybody", { selector: {} }, "fail"],
    ["no selector", { selector: null }, "fail"],
  ] as const
) {
  Deno.test(`a budget of events with ${what}: ${verdict}`, async () => {
    assert.equal((await counted(change)).verdict, verdict);
  });
}

Deno.test("two budgets for one pod are one too many", async () => {
  const all = [...SERVED.map((app) => budget(app)), budget("events")];
  const { objects, workloads } = await written([...SHOP, ...all]);
  const finding = evaluateBudgets(budgetsIn(objects, workloads));
  assert.match(finding.measured, /events has 2 budgets/);
});

async function opinion(change: object, pod: object) {
  const { workloads } = await written([deployment("events", change, pod)]);
  const [one] = workloads;
  assert.ok(one !== undefined);
  return opinionOf(one);
}

const ends = (lifecycle: object, env: readonly object[] = []) => ({
  containers: [{ name: "events", lifecycle, env }],
});

for (
  const [what, change, pod, words] of [
    ["waits, and has the time", {}, {}, /^$/],
    [
      "runs a shell",
      {},
      ends({ preStop: { exec: { command: ["sh"] } } }),
      /runs sh/,
    ],
    ["does not wait", {}, ends({}), /serves 0 s/],
    [
      "has too little grace",
      {},
      { terminationGracePeriodSeconds: 8 },
      /has 8 s/,
    ],
    ["goes first", { strategy: { type: "Recreate" } }, {}, /recreated/],
    [
      "goes all at once",
      {
        strategy: { rollingUpdate: { maxUnavailable: 2 } },
      },
      {},
      /all 2 pods/,
    ],
  ] as const
) {
  Deno.test(`a pod that ${what} is recognised by that`, async () => {
    assert.match((await opinion(change, pod)).problems.join(), words);
  });
}

Deno.test("a service that waits by itself is taken, with a remark", async () => {
  const quiet = ends({}, [{ name: "SHUTDOWN_QUIET_MS", value: "5000" }]);
  const { problems, remarks } = await opinion({}, quiet);
  assert.deepEqual(problems, []);
  assert.match(remarks.join(), /SHUTDOWN_QUIET_MS/);
});
