/**
 * The report's fields about the budget of Lab 3.
 * @module
 */

import {
  duration,
  type FieldGroup,
  number,
  percent,
} from "../../scripts/checks/report_fields/mod.ts";

const section = /3\.6|budget/i;

/** The table of step 3.6. */
export const BUDGET_FIELDS = {
  name: "budget",
  step: "3.6",
  fields: {
    requests_per_second: number({
      what: "requests a second, measured in 3.5",
      example: "4.2",
      labels: [
        /requests (?:a|per) second|requests?\s?\/\s?s(?:ec)?\b|(?:^|\W)rps\b/i,
      ],
      section,
    }),
    failed_share: percent({
      what: "share of all requests that failed in 3.5",
      example: "1.3 %",
      labels: [/share.*fail/i, /fail.*share|error (?:rate|share)/i],
      section,
    }),
    requests_in_7_days: number({
      what: "requests in 7 days at that rate",
      example: "1234567",
      labels: [/^(?!.*fail).*requests in (?:7|seven) days/i],
      section,
    }),
    requests_that_may_fail: number({
      what: "requests that may fail in 7 days",
      example: "2345",
      labels: [/requests.*may fail|may fail.*requests/i, /may fail/i],
      section,
    }),
    outage_minutes: duration({
      what: "minutes of a total outage that the budget allows in 7 days",
      example: "12 min 30 s or 12.5",
      unit: "min",
      labels: [/minutes? of/i, /minutes/i, /total outage/i],
      section,
    }),
    burn_rate: number({
      what: "burn rate at the share that failed",
      example: "3.4",
      labels: [/burn rate at/i, /^(?!.*hours).*burn.?rate/i],
      section,
    }),
    hours_left: duration({
      what: "hours until the budget is gone at that burn rate",
      example: "12 h 15 min or 12.25",
      unit: "h",
      labels: [/hours until/i, /hours/i, /until.*gone/i],
      section,
    }),
  },
} as const satisfies FieldGroup;
