import assert from "node:assert/strict";
import type { Alerting } from "../../scripts/observe/alerts/alert_files.ts";
import type { AlertRule } from "../../scripts/observe/alerts/alert_rule.ts";
import { DAYS } from "../../scripts/observe/alerts/days.ts";
import type {
  Foretold,
  Times,
} from "../../scripts/observe/alerts/incident_record.ts";
import type { Told } from "../../scripts/observe/alerts/grade_day.ts";
import type { Route } from "../../scripts/observe/alerts/routing.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { evaluateDays, evaluateRouting } from "./alert_checks.ts";
import { lab6 } from "./check.ts";
import { evaluateContact } from "./contact_check.ts";
import { evaluateAgreement, evaluateIncident } from "./incident_check.ts";
import { runbookIn } from "./runbook.ts";
import { evaluateFollowed } from "./runbook_checks.ts";

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
  dialect: "grafana",
  file: "rules.yaml",
};
const root: Route = {
  receiver: "quickticket-alerts",
  matchers: [],
  goesOn: false,
  mutes: [],
  grouping: { waitMs: 30_000 },
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
      root: { ...root, grouping: { waitMs: 600_000 } },
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

const page = runbookIn("r.md", "```sh\na\n```\n```sh\nb\n```\n");
const OK = Array.from({ length: 20 }, () => 200);
const followed = {
  before: OK,
  broken: [...OK, 500],
  stuck: undefined,
  after: OK,
};

Deno.test("a runbook is right when all could pay, could not, and can again", () => {
  assert.equal(evaluateFollowed(page, followed).verdict, "pass");
  assert.equal(
    evaluateFollowed(page, { ...followed, after: [...OK.slice(1), 500] })
      .verdict,
    "fail",
  );
  assert.equal(
    evaluateFollowed(page, { ...followed, stuck: "block 1 ended with 7" })
      .verdict,
    "fail",
  );
  assert.equal(
    evaluateFollowed(page, { ...followed, before: [0] }).verdict,
    "could_not_verify",
  );
  assert.equal(
    evaluateFollowed(page, { ...followed, broken: OK }).verdict,
    "could_not_verify",
  );
});

const NOON = Date.parse("2026-11-25T12:00:00Z");
const times: Times = {
  alert: "Pay",
  receiver: "quickticket-alerts",
  began: NOON,
  paged: NOON + 100_000,
  ended: NOON + 180_000,
  resolved: NOON + 400_000,
  failed: 90,
  pays: 180,
};
const foretold: Foretold = {
  schema: "quickticket-foretold/1",
  at: "2026-11-25T11:59:00.000Z",
  mttdSeconds: 150,
};
const report =
  "| began | 12:00 |\n| paged | 12:01:40 |\n| ended | 12:03:00 |\n| resolved | 12:06:40 |";

Deno.test("an incident: foretold before, paged in time, taken back, written down", () => {
  assert.equal(evaluateIncident(times, foretold, report).verdict, "pass");
  assert.equal(
    evaluateIncident(undefined, foretold, report).verdict,
    "could_not_verify",
  );
  const late = evaluateIncident(
    { ...times, paged: NOON + 151_000 },
    foretold,
    report,
  );
  assert.match(
    late.measured,
    /after 151 s, foretold 150 s.*the hypothesis failed/,
  );
});

for (
  const [what, change, said, text] of [
    ["nothing was foretold", {}, null, report],
    ["it was foretold afterwards", {}, {
      ...foretold,
      at: "2026-11-25T12:01:00.000Z",
    }, report],
    ["the forecast is an hour", {}, { ...foretold, mttdSeconds: 3600 }, report],
    ["nobody bought", { pays: 4, failed: 3 }, foretold, report],
    ["the page goes on", { resolved: undefined }, foretold, report],
    [
      "the page outlives the incident",
      { resolved: NOON + 1_900_000 },
      foretold,
      report,
    ],
    [
      "the report has another time",
      {},
      foretold,
      report.replace("12:01:40", "12:11:40"),
    ],
    ["the report has no times", {}, foretold, ""],
  ] as const
) {
  Deno.test(`an incident in which ${what} is refused`, () => {
    assert.equal(
      evaluateIncident({ ...times, ...change }, said, text).verdict,
      "fail",
    );
  });
}

Deno.test("a record that Prometheus contradicts is refused", () => {
  assert.equal(evaluateAgreement(times, times), undefined);
  assert.equal(
    evaluateAgreement(times, { ...times, failed: 30 })?.verdict,
    "fail",
  );
  assert.equal(evaluateAgreement(times, undefined)?.verdict, "fail");
});
