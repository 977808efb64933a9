import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { evaluateBudgets, evaluateEviction } from "./budget_checks.ts";
import { lab12 } from "./check.ts";
import { evaluateIndex } from "./index_check.ts";
import { evaluateDoubled } from "./pod_checks.ts";
import { evaluateSpread } from "./spread_check.ts";

Deno.test("on a machine without a cluster no check passes", async () => {
  for (const check of lab12.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
  }
});

Deno.test("two of each are two that are ready", () => {
  const two = { events: 2, payments: 2, notifications: 2 };
  assert.equal(evaluateDoubled(two).verdict, "pass");
  assert.equal(evaluateDoubled({ ...two, payments: 3 }).verdict, "pass");
  assert.equal(evaluateDoubled({ ...two, events: 1 }).verdict, "fail");
  assert.equal(
    evaluateDoubled({ events: 1, payments: 1, notifications: 0 }).verdict,
    "not_started",
  );
});

const budgets = [
  { name: "gateway", app: "gateway", keeps: 2, pods: 5 },
  { name: "events", app: "events", keeps: 1, pods: 2 },
  { name: "payments", app: "payments", keeps: 1, pods: 2 },
  { name: "notifications", app: "notifications", keeps: 1, pods: 2 },
];

Deno.test("a budget is judged by what must stay, also in the middle of a canary", () => {
  assert.equal(evaluateBudgets(budgets).verdict, "pass");
  const six = budgets.map((one) =>
    one.app === "gateway" ? { ...one, pods: 6 } : one
  );
  assert.equal(evaluateBudgets(six).verdict, "pass");
  assert.equal(evaluateBudgets([]).verdict, "not_started");
});

for (
  const [what, change] of [
    ["lets every pod go", { keeps: 0 }],
    ["lets none go", { keeps: 2 }],
    ["finds no pod", { pods: 0 }],
    ["is of nobody", { app: "web" }],
  ] as const
) {
  Deno.test(`a budget that ${what} is refused`, () => {
    const wrong = budgets.map((one) =>
      one.app === "events" ? { ...one, ...change } : one
    );
    assert.equal(evaluateBudgets(wrong).verdict, "fail");
  });
}

Deno.test("an eviction is refused by the budget, and the pod is there", () => {
  const refused =
    "Cannot evict pod as it would violate the pod's disruption budget.";
  assert.equal(evaluateEviction(refused, true).verdict, "pass");
  assert.equal(evaluateEviction(refused, false).verdict, "fail");
  assert.equal(evaluateEviction("", true).verdict, "fail");
  assert.equal(
    evaluateEviction("Error from server (Forbidden)", true).verdict,
    "fail",
  );
});

const migration = `export const transaction = false;
export const up = ["CREATE INDEX CONCURRENTLY idx_events_event_date ON events (event_date)"];
export const down = ["DROP INDEX CONCURRENTLY IF EXISTS idx_events_event_date"];`;

Deno.test("the index is valid, concurrent, outside a transaction, and goes back", () => {
  assert.equal(evaluateIndex(migration, "t").verdict, "pass");
  assert.equal(evaluateIndex(undefined, undefined).verdict, "not_started");
  for (
    const [text, valid] of [
      [migration, "f"],
      [migration, undefined],
      [undefined, "t"],
      [migration.replace("CONCURRENTLY idx", "idx"), "t"],
      [migration.replace("= false", "= true"), "t"],
      [migration.replace(/export const down.*/, ""), "t"],
    ] as const
  ) {
    assert.equal(evaluateIndex(text, valid).verdict, "fail", String(text));
  }
});

const spread = (change: object = {}) => ({
  metadata: { labels: { app: "gateway" } },
  spec: {
    topologySpreadConstraints: [{
      maxSkew: 1,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { app: "gateway" } },
      ...change,
    }],
  },
});

Deno.test("a spread passes that counts the gateway's own pods", () => {
  assert.equal(evaluateSpread(spread(), 5).verdict, "pass");
  const labelSelector = {
    matchExpressions: [{ key: "app", operator: "In", values: ["gateway"] }],
  };
  assert.equal(evaluateSpread(spread({ labelSelector }), 5).verdict, "pass");
  assert.equal(evaluateSpread({}, 5).verdict, "not_started");
  assert.equal(evaluateSpread(spread(), 1).verdict, "fail");
});

for (
  const [what, change] of [
    ["would leave pods pending", { whenUnsatisfiable: "DoNotSchedule" }],
    ["allows five on one node", { maxSkew: 5 }],
    ["spreads over zones", { topologyKey: "topology.kubernetes.io/zone" }],
    ["counts no pod", { labelSelector: { matchLabels: { app: "gatway" } } }],
    ["has no selector", { labelSelector: undefined }],
  ] as const
) {
  Deno.test(`a spread that ${what} is refused`, () => {
    assert.equal(evaluateSpread(spread(change), 5).verdict, "fail");
  });
}
