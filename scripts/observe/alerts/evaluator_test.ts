import assert from "node:assert/strict";
import type { AlertRule } from "./alert_rule.ts";
import { Evaluator } from "./evaluator.ts";
import { Notifier } from "./notifier.ts";
import { route } from "./schemas.ts";
import { filled } from "./template.ts";

const rule: AlertRule = {
  name: "Pay",
  expr: "a > 1",
  forMs: 60_000,
  keepFiringMs: 0,
  everyMs: 30_000,
  labels: { severity: "page" },
  annotations: {},
  isPaused: false,
  receiver: undefined,
  mutes: [],
  queries: new Map([["A", "a"]]),
  values: { A: 42.25 },
  dialect: "grafana",
  file: "rules.yaml",
};

const BAD = [{ metric: { path: "/pay" }, value: 7 }];

Deno.test("an alert is pending for its time, fires, and ceases", () => {
  const evaluator = new Evaluator();
  assert.deepEqual(evaluator.take(rule, BAD, 0), []);
  assert.deepEqual(evaluator.firing(), []);
  evaluator.take(rule, BAD, 60_000);
  const [alert] = evaluator.firing();
  assert.equal(alert?.startsAt, 60_000);
  assert.deepEqual(alert?.labels, {
    path: "/pay",
    severity: "page",
    alertname: "Pay",
  });
  const [ceased] = evaluator.take(rule, [], 90_000);
  assert.equal(ceased?.endsAt, 90_000);
  assert.deepEqual(evaluator.firing(), []);
});

Deno.test("who was pending and is well again has never fired", () => {
  const evaluator = new Evaluator();
  evaluator.take(rule, BAD, 0);
  assert.deepEqual(evaluator.take(rule, [], 30_000), []);
  evaluator.take(rule, BAD, 60_000);
  assert.deepEqual(evaluator.firing(), []);
});

Deno.test("a group waits, is sent once, then with its end, then again from time to time", () => {
  const root = route.parse({
    receiver: "alert-receiver",
    group_by: ["alertname"],
    group_wait: "30s",
    group_interval: "1m",
    repeat_interval: "5m",
  });
  const evaluator = new Evaluator();
  const notifier = new Notifier(root);
  const told = (now: number) =>
    notifier.due(evaluator.firing(), [], now).map(({ receiver }) => receiver);
  evaluator.take({ ...rule, forMs: 0 }, BAD, 0);
  assert.deepEqual(told(0), []);
  assert.deepEqual(told(30_000), ["alert-receiver"]);
  assert.deepEqual(told(31_000), []);
  assert.deepEqual(told(330_000), ["alert-receiver"]);
});

Deno.test("the end of an alert is sent only if its start was sent", () => {
  const notifier = new Notifier(
    route.parse({ receiver: "x", group_wait: "0s" }),
  );
  const alert = {
    rule,
    labels: { alertname: "Pay" },
    value: 7,
    startsAt: 0,
    endsAt: undefined,
  };
  assert.equal(notifier.due([alert], [], 0).length, 1);
  assert.deepEqual(notifier.due([], [{ ...alert, endsAt: 9 }], 1000), []);
  const [notice] = notifier.due([], [], 300_000);
  assert.equal(notice?.alerts[0]?.endsAt, 9);
  const other = { ...alert, labels: { alertname: "Other" }, endsAt: 9 };
  assert.deepEqual(notifier.due([], [other], 900_000), []);
});

Deno.test("an annotation names values and labels; Grafana's bare value is no number", () => {
  const named = {
    labels: { path: "/pay" },
    values: { A: 7.123 },
    dialect: "grafana",
  } as const;
  const text = '{{ printf "%.1f" $values.A.Value }} of {{ $labels.path }}';
  assert.equal(filled(text, named), "7.1 of /pay");
  assert.match(filled("{{ $value }}", named), /^\[ var='A'/);
  assert.equal(
    filled("{{ $value }}", { ...named, dialect: "prometheus" }),
    "7.123",
  );
  assert.equal(filled("{{ $values.B.Value }}", named), "[no value]");
});
