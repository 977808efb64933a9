/**
 * Lab 6 measured: alerts on twenty days of the shop, a page that arrived, a
 * runbook that repairs, a postmortem that is true.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { replayed } from "./replay_check.ts";
import { routed } from "./routing_check.ts";
import { contact } from "./contact_check.ts";
import { INCIDENT_FIELDS } from "./incident_fields.ts";
import { incident } from "./incident_check.ts";
import { POSTMORTEM_FIELDS } from "./postmortem_fields.ts";
import { postmortem } from "./postmortem_check.ts";
import { runbook, second } from "./runbook_checks.ts";

/** Lab 6. */
export const lab6: Lab = {
  lab: 6,
  title: "Alerting and incident response",
  tasks: [
    {
      task: 1,
      title: "Be woken for the budget, and for nothing else",
      points: 6,
    },
    { task: 2, title: "A postmortem without blame", points: 4 },
    { task: 0, title: "A runbook for another person", points: 2 },
  ],
  checks: [contact, replayed, routed, runbook, incident, postmortem, second],
  questions: [
    "Of what is the time to detect made up, in seconds each, and which part can you shorten?",
    "Why did half of the payments failing not reach 5 % of all requests? With the numbers.",
    "Why does a single 30-minute window go on paging after the repair, and what ends yours?",
    "Which action item would have changed most, and why that one?",
    "Bonus: what did the person who used your second runbook stumble over, and what did you " +
    "change?",
  ],
  fields: [INCIDENT_FIELDS, POSTMORTEM_FIELDS],
  forms: [{
    file: "submissions/postmortem.md",
    form: "labs/lab6/postmortem.md",
  }],
  deliverables: [
    "submissions/lab6.md",
    "submissions/lab6-prediction.json",
    "submissions/lab6-incident.json",
    "submissions/postmortem.md",
    "monitoring/grafana/provisioning/alerting/**",
    "monitoring/runbooks/**",
  ],
};
