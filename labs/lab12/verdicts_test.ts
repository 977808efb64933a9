import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { evaluateBudgets, evaluateEviction } from "./budget_checks.ts";
import { lab12 } from "./check.ts";
import { evaluateIndex, evaluateStep } from "./index_check.ts";
import { stepText } from "./migration_text.ts";
import { evaluateDoubled } from "./doubled_check.ts";
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

Deno.test("a budget is evaluated by the pods that must stay, also in the middle of a canary", () => {
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
    ["is of nobody", { app: "" }],
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

const evaluated = (text: string) =>
  evaluateStep({ path: "migrations/0003_a.ts", step: stepText(text) });

Deno.test("a step makes the index concurrently, outside a transaction, and goes back", () => {
  assert.equal(evaluated(migration).verdict, "pass");
  assert.match(evaluated(migration).remark ?? "", /INVALID/);
  assert.equal(evaluateStep(undefined).verdict, "not_started");
  assert.equal(
    evaluated("export { up } from './a.ts'").verdict,
    "could_not_verify",
  );
});

for (
  const [what, from, to] of [
    ["another name", /idx_events_event_date/g, "by_date"],
    ["the name that PostgreSQL gives", / idx_events_event_date/g, ""],
    ["single quotes", /"/g, "'"],
    ["one text", /up = \[(.*)\]/, "up = $1"],
    ["a constant", /("CREATE.*")\]/, "sql];\nconst sql = $1;\n"],
    ["a second column", "(event_date)", "(event_date, id)"],
    ["a word inside a template", /"(CREATE.*)"/, "`\n  $1\n`"],
  ] as const
) {
  Deno.test(`an index with ${what} is as good`, () => {
    const text = migration.replace(from, to).replace(
      /EXISTS"/,
      'EXISTS events_event_date_idx"',
    );
    assert.equal(evaluated(text).verdict, "pass", text);
  });
}

for (
  const [what, from, to] of [
    ["blocks", "CONCURRENTLY idx", "idx"],
    ["is in a transaction", "= false", "= true"],
    ["says so in a comment only", "export const transaction", "// transaction"],
    ["has no way back", /export const down.*/, ""],
    [
      "goes back to another",
      "EXISTS idx_events_event_date",
      "EXISTS orders_event",
    ],
    ["is of another column", "(event_date)", "(name)"],
    ["is of another table", "ON events", "ON orders"],
    ["is unique", "CREATE INDEX", "CREATE UNIQUE INDEX"],
    ["is partial", "(event_date)", "(event_date) WHERE id > 5"],
    ["has no order", "ON events", "ON events USING hash"],
    ["is one of two statements", '"CREATE', '"DROP INDEX IF EXISTS x; CREATE'],
  ] as const
) {
  Deno.test(`an index that ${what} is refused`, () => {
    assert.equal(evaluated(migration.replace(from, to)).verdict, "fail");
  });
}

Deno.test("the index is valid in the database, too", () => {
  const step = evaluated(migration);
  assert.equal(evaluateIndex(step, ["by_date true false"]).verdict, "pass");
  assert.equal(evaluateIndex(step, ["by_date t f"]).verdict, "pass");
  for (
    const rows of [[], ["by_date f f"], ["by_date false false"], ["u t t"]]
  ) {
    assert.equal(evaluateIndex(step, rows).verdict, "fail");
  }
  const none = evaluateStep(undefined);
  assert.equal(evaluateIndex(none, []).verdict, "not_started");
  assert.equal(evaluateIndex(none, ["by_hand t f"]).verdict, "fail");
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
