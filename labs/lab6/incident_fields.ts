/**
 * The report's fields about the incident of Lab 6.
 * @module
 */

import {
  type FieldGroup,
  time,
} from "../../scripts/checks/report_fields/mod.ts";

const section = /6\.6|incident|vorfall|störung|инцидент/i;

/** The four moments, as `deno task alerts record` calls them. */
export const INCIDENT_FIELDS = {
  name: "incident",
  step: "6.6",
  fields: {
    began: time({
      what: "when the first payment failed, in UTC",
      example: "09:30:15",
      labels: [
        /\bbegan\b/i,
        /\b(?:begins?|started?|first fail\p{L}*|first payment\p{L}*)\b/iu,
        /beginn|anfang|erste|начал|перв|开始/i,
      ],
      section,
    }),
    paged: time({
      what: "when the page came, in UTC",
      example: "09:32:40",
      labels: [
        /\bpaged\b/i,
        /\b(?:page|alert\p{L}*|fired|firing|notif\p{L}*)\b/iu,
        /alarm|alarmiert|страниц|оповещ|алерт|告警/i,
      ],
      section,
    }),
    ended: time({
      what: "when the last payment failed, in UTC",
      example: "09:40:05",
      labels: [
        /\bended\b/i,
        /\b(?:end|last|repaired|fixed|mitigated)\b/i,
        /ende|letzte|конец|законч|последн|结束/i,
      ],
      section,
    }),
    resolved: time({
      what: "when the page was taken back, in UTC",
      example: "09:48:00",
      labels: [
        /\bresolved\b/i,
        /\b(?:resolve|taken back|cleared|recovered)\b/i,
        /zurückgenommen|behoben|aufgehoben|решен|снят|закрыт|恢复|解决/i,
      ],
      section,
    }),
  },
} as const satisfies FieldGroup;
