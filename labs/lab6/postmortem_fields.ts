/**
 * The facts of a postmortem, which its structured part may hold.
 * @module
 */

import {
  count,
  duration,
  type FieldGroup,
  rows,
  text,
  time,
} from "../../scripts/checks/report_fields/mod.ts";

/** The text that `deno task lab start 6` writes into the postmortem. */
export const POSTMORTEM_FIELDS = {
  name: "postmortem",
  step: "6.7",
  fields: {
    duration: duration({
      what: "from the first failed payment to the last one",
      example: "7 min 5 s",
      labels: [
        /\bduration\b|dauer\b|durée|duración|продолжительность|длительность|持续时间/iu,
      ],
    }),
    severity: text({
      what: "SEV 1 to SEV 4, as in lecture 6",
      example: "SEV 3",
      labels: [
        /\bseverity\b|schweregrad|gravité|severidad|серь[её]зность|критичность|严重/iu,
      ],
    }),
    failed_payments: count({
      what: "payments that failed, as record prints them",
      example: "123",
      labels: [/(?:failed|lost|rejected) pa(?:ys|yments)\b/i],
    }),
    timeline: rows({
      what: "one entry a moment, in UTC and in order; five at least",
      example: "a table",
      keys: [],
      columns: {
        time: time({
          what: "in UTC",
          example: "09:30:15",
          labels: [/time|when|utc|zeit|uhr|время|时间/i],
        }),
        event: text({
          what: "what happened, or what you did",
          example: "the page comes",
          labels: [/what|event|happen|was|ereignis|событие|что|事件/i],
        }),
      },
    }),
    action_items: rows({
      what: "what will be changed; three at least",
      example: "a table",
      keys: [],
      columns: {
        action: text({
          what: "what will be different",
          example: "the pipeline buys a ticket",
          labels: [/action|what|task|aktion|maßnahme|действи|задач|行动/i],
        }),
        owner: text({
          what: "a role",
          example: "platform",
          labels: [/owner|who|verantw|zuständ|ответств|владелец|负责/i],
        }),
        date: text({
          what: "by when",
          example: "2026-12-24",
          labels: [/date|due|\bby\b|when|bis|datum|termin|срок|дата|日期/i],
        }),
        kind: text({
          what: "prevent, detect or recover",
          example: "detect",
          labels: [/kind|type|class|art|typ|тип|вид|类型/i],
        }),
      },
    }),
  },
} as const satisfies FieldGroup;
