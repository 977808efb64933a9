import assert from "node:assert/strict";
import type {
  Prediction,
  Times,
} from "../../scripts/observe/alerts/incident_record.ts";
import { evaluateAgreement, evaluateIncident } from "./incident_check.ts";
import { runbookIn } from "./runbook.ts";
import { evaluateFollowed } from "./runbook_checks.ts";

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
const predicted: Prediction = {
  schema: "quickticket-prediction/1",
  at: "2026-11-25T11:59:00.000Z",
  mttdSeconds: 150,
};
const report =
  "| began | 12:00 |\n| paged | 12:01:40 |\n| ended | 12:03:00 |\n| resolved | 12:06:40 |";

Deno.test("an incident: predicted before, paged in time, taken back, written down", () => {
  assert.equal(evaluateIncident(times, predicted, report).verdict, "pass");
  assert.equal(
    evaluateIncident(undefined, predicted, report).verdict,
    "could_not_verify",
  );
  const late = evaluateIncident(
    { ...times, paged: NOON + 151_000 },
    predicted,
    report,
  );
  assert.match(
    late.measured,
    /after 151 s, predicted 150 s.*the hypothesis failed/,
  );
});

for (
  const [what, change, said, text] of [
    ["nothing was predicted", {}, null, report],
    ["it was predicted afterwards", {}, {
      ...predicted,
      at: "2026-11-25T12:01:00.000Z",
    }, report],
    [
      "the prediction is an hour",
      {},
      { ...predicted, mttdSeconds: 3600 },
      report,
    ],
    ["nobody bought", { pays: 4, failed: 3 }, predicted, report],
    ["the page goes on", { resolved: undefined }, predicted, report],
    [
      "the page outlives the incident",
      { resolved: NOON + 1_900_000 },
      predicted,
      report,
    ],
    [
      "the report has another time",
      {},
      predicted,
      report.replace("12:01:40", "12:11:40"),
    ],
    ["the report has no times", {}, predicted, ""],
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
