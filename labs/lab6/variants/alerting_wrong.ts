/**
 * Alerting of Lab 6 that is wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import {
  CONTACTS,
  listed,
  page,
  policy,
  query,
  RULES,
  rules,
  summary,
} from "./rules_edits.ts";

function everywhere(from: string, to: string): Change {
  return edited(RULES, (text) => text.replaceAll(from, to));
}

const WRONG_RULES: Readonly<Record<string, Change>> = {
  "a window of 15 minutes": everywhere("[14m]", "[15m]"),
  "a window of 10 minutes": everywhere("[14m]", "[10m]"),
  "a window of an hour": query((expr) => expr.replaceAll("[84m]", "[1h]")),
  "a short window of 5 minutes": everywhere("[7m]", "[5m]"),
  "a short window of 2 minutes": everywhere("[1m10s]", "[2m]"),
  "a ticket over 12 hours": everywhere("[16h48m]", "[12h]"),
  "a ticket over a day": everywhere("[16h48m]", "[1d]"),
  "a factor of 13": everywhere("> 14.4", "> 13"),
  "a factor of 7": everywhere("> 6 and", "> 7 and"),
  "a factor of 5": everywhere("> 6 and", "> 5 and"),
  "the budget of 99.9 %": everywhere("/ 0.005", "/ 0.001"),
  "above or equal to nothing": page((one) => {
    for (const { model } of one.data) {
      if (model["type"] === "threshold") {
        model["conditions"] = [{ evaluator: { type: "lt", params: [0] } }];
      }
    }
  }),
  "no vector(0)": query((expr) =>
    expr.replaceAll(" or vector(0)", "")
      .replaceAll('status=~"5.."', 'status="500"')
  ),
  "or in the place of and": query((expr) =>
    expr.replace("> 14.4 and (sum", "> 14.4 or (sum")
  ),
  "the lists count as well": query((expr) =>
    expr.replaceAll('{path="/reserve/{id}/pay"}', "")
  ),
  "reservations count as well": everywhere(
    'path="/reserve/{id}/pay"',
    'path=~".*reserve.*"',
  ),
  "fewer than five wake people": everywhere(">= 20", ">= 5"),
  "noDataState is left out": rules((one) => {
    delete one["noDataState"];
  }),
  "noDataState NoData": rules((one) => {
    one["noDataState"] = "NoData";
  }),
  "a pending period of 10 minutes": page((one) => {
    one["for"] = "10m";
  }),
  "another data source": rules(({ data }) => {
    for (const step of data) {
      if (step.datasourceUid === "prometheus") {
        step.datasourceUid = "P8E80F9AEF21F";
      }
    }
  }),
  "the condition is the query of the ticket": page((one) => {
    one.condition = "C";
  }),
};

const WRONG_ROUTES: Readonly<Record<string, Change>> = {
  "not grouped": policy((root) => {
    delete root["group_by"];
  }),
  "grouped by severity": policy((root) => {
    root["group_by"] = ["severity"];
  }),
  "grouped by everything": policy((root) => {
    root["group_by"] = ["..."];
  }),
  "waits five minutes": policy((root) => {
    root["group_wait"] = "5m";
  }),
  "waits 61 seconds": policy((root) => {
    root["group_wait"] = "61s";
  }),
  "repeated each minute": policy((root) => {
    root["repeat_interval"] = "1m";
  }),
  "the contact point with a letter off": policy((root) => {
    root["receiver"] = "quickticket-alert";
  }),
  "pages go to somebody else": policy((root) => {
    root["routes"] = [{ receiver: "x", matchers: ["severity = page"] }];
  }),
  "all but tickets go to somebody else": policy((root) => {
    root["routes"] = [{
      receiver: "x",
      object_matchers: [["severity", "!=", "ticket"]],
    }];
  }),
  "pages are muted at night": policy((root) => {
    root["routes"] = [{
      receiver: "quickticket-alerts",
      object_matchers: [["severity", "=~", "page.*"]],
      mute_time_intervals: ["night"],
    }];
  }),
  "only by day": policy((root) => {
    root["active_time_intervals"] = ["day"];
  }),
  "the rule names another contact point": page((one) => {
    one["notification_settings"] = { receiver: "x" };
  }),
  "the rule waits on its own": page((one) => {
    one["notification_settings"] = {
      receiver: "quickticket-alerts",
      group_wait: "5m",
    };
  }),
  "a paused page": page((one) => {
    one["isPaused"] = true;
  }),
  "the end is not told": edited(
    CONTACTS,
    (text) =>
      text.replace(
        "disableResolveMessage: false",
        "disableResolveMessage: true",
      ),
  ),
  "a contact point of mail": edited(
    CONTACTS,
    (text) => text.replace("type: webhook", "type: email"),
  ),
  "a runbook that is not there": page(({ annotations }) => {
    annotations["runbook"] = "monitoring/runbooks/payments.md";
  }),
  "no runbook": page(({ annotations }) => {
    delete annotations["runbook"];
  }),
};

const SENTENCES: Readonly<Record<string, Change>> = Object.fromEntries(
  [
    "Paying burns its budget",
    "Paying burns its budget of 0.5 % for 7 days",
    "Burns {{ $value }} times too fast",
    "Burns {{ $values.C }} times too fast",
    "Burns {{ $values.A.Valu }} times too fast",
    "Burns {{ $values.B.Value }} times too fast",
    'Burns {{ index $values "X" }} times too fast',
    'Burns {{ printf "%d" $values.A.Value }} times too fast',
    "Burns {{ $values.A.Value times too fast",
    "Burns $values.A times too fast",
  ].map((text) => [`the sentence ${text}`, summary(text)]),
);

/** Each must fail at its step. */
export const WRONG_ALERTING: readonly Listed[] = [
  ...listed(WRONG_RULES, "neighbour", ["6.3"]),
  ...listed(WRONG_ROUTES, "neighbour", ["6.4"]),
  ...listed(SENTENCES, "neighbour", ["6.4"]),
];
