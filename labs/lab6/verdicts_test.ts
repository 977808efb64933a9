import assert from "node:assert/strict";
import type { Alerting } from "../../scripts/observe/alerts/alert_files.ts";
import type { AlertRule } from "../../scripts/observe/alerts/alert_rule.ts";
import { DAYS } from "../../scripts/observe/alerts/days.ts";
import type { Told } from "../../scripts/observe/alerts/grade_day.ts";
import type { Route } from "../../scripts/observe/alerts/routing.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { PAIRS } from "../../scripts/observe/alerts/pairs.ts";
import { evaluateDays, evaluatePairs } from "./replay_check.ts";
import { evaluateRouting } from "./routing_check.ts";
import { lab6 } from "./check.ts";
import { evaluateContact } from "./contact_check.ts";

Deno.test("on a machine with nothing no check passes, and none fails", async () => {
  for (const check of lab6.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.ok(
      ["not_started", "CouldNotRun"].includes(verdict),
      `${check.id} ${verdict}`,
    );
  }
});

const point = {
  name: "quickticket-alerts",
  webhooks: ["http://alert-receiver:8086/alerts"],
  tellsEnd: true,
};
const sent = {
  url: "http://alert-receiver:8086/alerts",
  isTaken: true,
  isThere: true,
};

Deno.test("a contact point is one whose test is in the alert receiver", () => {
  assert.equal(evaluateContact(point, [sent]).verdict, "pass");
  assert.equal(evaluateContact(undefined, []).verdict, "not_started");
  assert.equal(evaluateContact(point, []).verdict, "fail");
  assert.equal(
    evaluateContact(point, [{ ...sent, isThere: false }]).verdict,
    "fail",
  );
  assert.equal(
    evaluateContact(point, [{ ...sent, isTaken: false, isThere: false }])
      .verdict,
    "fail",
  );
});

const days: readonly Told[] = DAYS.map((day) => ({
  day,
  pagedAfterMs: day.page === "never" ? undefined : 60_000,
  ticketAfterMs: undefined,
  verdict: "right",
  rules: [],
}));

Deno.test("one wrong day of twenty is a failure that names the day and the rule", () => {
  assert.equal(evaluateDays(days).verdict, "pass");
  for (
    const verdict of [
      "missed",
      "late",
      "false page",
      "no ticket",
      "false ticket",
    ] as const
  ) {
    const wrong = days.map((one, i) =>
      i === 9 ? { ...one, verdict, rules: ["Mine"] } : one
    );
    const finding = evaluateDays(wrong);
    assert.equal(finding.verdict, "fail");
    assert.match(
      finding.measured,
      /19 of 20 days right.*: a blip of a minute \(Mine\)/,
    );
  }
});

Deno.test("twenty right days are no pass while the windows are others", () => {
  const right = PAIRS.map((probe) => ({
    probe,
    rules: [],
    problem: undefined,
  }));
  assert.equal(evaluatePairs(right, evaluateDays(days)).verdict, "pass");
  const off = right.map((one, i) =>
    i === 0
      ? { ...one, rules: ["Mine"], problem: "the page comes too late" }
      : one
  );
  const finding = evaluatePairs(off, evaluateDays(days));
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, /8 % of the payments .* too late \(Mine\)/);
});

const rule: AlertRule = {
  name: "Pay",
  expr: "a > 1",
  forMs: 0,
  keepFiringMs: 0,
  everyMs: 60_000,
  labels: { severity: "page" },
  annotations: {
    summary: "{{ $values.A.Value }} times",
    runbook: "runbooks/pay.md",
  },
  isPaused: false,
  receiver: undefined,
  mutes: [],
  queries: new Map([["A", "a"]]),
  values: { A: 42.25 },
  dialect: "grafana",
  file: "rules.yaml",
};
const root: Route = {
  receiver: "quickticket-alerts",
  matchers: [],
  goesOn: false,
  mutes: [],
  grouping: { waitMs: 30_000, by: ["alertname"] },
  routes: [],
};
const good = { rules: [rule], contacts: [point], root };
const child = {
  ...root,
  matchers: [{ label: "severity", op: "=", value: "page" }],
} as const;

type Routed = Pick<Alerting, "rules" | "contacts" | "root">;

function routing(
  change: Partial<Routed>,
  documents = ["runbooks/pay.md"],
): string {
  return evaluateRouting({ ...good, ...change }, documents).verdict;
}

Deno.test("a page reaches a webhook, by the root or by a policy below it", () => {
  assert.equal(routing({}), "pass");
  assert.equal(
    routing({ root: { ...root, receiver: "nobody", routes: [child] } }),
    "pass",
  );
  const simple = {
    ...rule,
    annotations: { ...rule.annotations, summary: "{{ $value }}" },
  };
  assert.equal(
    routing({ rules: [{ ...simple, dialect: "prometheus" }] }),
    "pass",
  );
});

for (
  const [what, change] of [
    ["goes to nobody", { root: { ...root, receiver: "email" } }],
    ["is sent away by a policy below", {
      root: { ...root, routes: [{ ...child, receiver: "x" }] },
    }],
    ["is muted by a timing", { root: { ...root, mutes: ["always"] } }],
    ["waits ten minutes for others", {
      root: { ...root, grouping: { ...root.grouping, waitMs: 600_000 } },
    }],
    ["is grouped by '...'", { root: { ...root, grouping: { by: ["..."] } } }],
    ["is grouped by another label", {
      root: { ...root, grouping: { by: ["job"] } },
    }],
    ["is paused", { rules: [{ ...rule, isPaused: true }] }],
    ["never ends", { contacts: [{ ...point, tellsEnd: false }] }],
    ["has no webhook", { contacts: [{ ...point, webhooks: [] }] }],
    ["prints a debug string", {
      rules: [{
        ...rule,
        annotations: { ...rule.annotations, summary: "{{ $value }}" },
      }],
    }],
    ["names no runbook", {
      rules: [{ ...rule, annotations: { summary: "{{ $values.A }}" } }],
    }],
  ] as const
) {
  Deno.test(`a page that ${what} is refused`, () => {
    assert.equal(routing(change), "fail");
  });
}

Deno.test("a runbook that is named and is not there is refused", () => {
  assert.equal(routing({}, []), "fail");
  assert.equal(routing({ root: undefined }), "not_started");
});
