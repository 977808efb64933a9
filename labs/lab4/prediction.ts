/**
 * A student's prediction before a part is stopped: a row of the
 * report's table for each part.
 * @module
 */

import {
  choice,
  count,
  type FieldGroup,
  isBlank,
  readReport,
  rows,
  text,
} from "../../scripts/checks/report_fields/mod.ts";

/** The effects that are predicted and measured. */
export interface Effect {
  /** Whether events is in its Service while the part is away. */
  readonly events: boolean;
  readonly gateway: boolean;
  /** Whether the list is answered. */
  readonly list: boolean;
  readonly reserve: boolean;
  /** Containers of gateway, events and payments that were started again. */
  readonly restarts: number;
}

/** Yes, or a status of success; no, or a status of failure. */
const WORKS = {
  yes:
    /(?<!\p{L})(?:yes|y|true|ready|works?|working|ok|up|ja|bereit|да|работает|готов\p{L}*|oui|sí|stays?)(?!\p{L})|(?<!\d)(?:2\d\d|2xx|1\/1)(?!\d)|✅|✓|✔/iu,
  no:
    /(?<!\p{L})(?:no|n|not|none|false|unready|unavailable|down|fails?|failed|failing|errors?|nein|nicht|нет|не|non|never|isn't|doesn't)(?!\p{L})|(?<!\d)(?:[45]\d\d|[45]xx|0\/1)(?!\d)|❌|✗|✘/iu,
} as const;

const answer = (what: string, example: string, labels: readonly RegExp[]) =>
  choice({ what, example, labels, choices: WORKS });

const COLUMNS = {
  away: text({
    what: "the part that is away",
    example: "redis",
    labels: [/away|part|weg|without|ohne|без|нет/i],
  }),
  events: answer("is events ready?", "yes", [/events/i]),
  gateway: answer("is the gateway ready?", "yes", [/gateway/i]),
  list: answer("does the list work? yes, no, or a status", "200", [
    /list|GET \/events/i,
  ]),
  reserve: answer("does reserving work? yes, no, or a status", "200", [
    /reserv|POST/i,
  ]),
  restarts: count({
    what: "restarts of gateway, events and payments",
    example: "0",
    labels: [/restart|neustart|перезапуск/i],
  }),
} as const;

/** The table of steps 4.10 and 4.11. */
export const AWAY_FIELDS = {
  name: "away",
  step: "4.10",
  fields: {
    predictions: rows({
      what: "a row for each part that is away",
      example: "redis",
      labels: [/predict|prediction|away/i],
      section: /4\.1[01]|away|predict/i,
      columns: COLUMNS,
      keys: ["away"],
      given: [{ away: "redis" }, { away: "postgres" }],
    }),
  },
} as const satisfies FieldGroup;

/** The values of a student's row; empty cells are undefined. */
export type Prediction = {
  readonly [K in keyof Effect]: Effect[K] | undefined;
};

/** A row as it was read. */
export interface ReadRow {
  readonly told: Prediction;
  /** Cells that are filled in and cannot be read, in words. */
  readonly unreadable: readonly string[];
}

const KEYS = ["events", "gateway", "list", "reserve", "restarts"] as const;

/** The row of a part; undefined when there is none, or all of it is empty. */
export function rowOf(report: string, part: string): ReadRow | undefined {
  const { predictions } = readReport(report, AWAY_FIELDS);
  if (predictions.state !== "read") return undefined;
  const name = part === "postgres"
    ? /postgres|database|datenbank|баз/i
    : /redis/i;
  const row = predictions.value.find(({ texts }) => name.test(texts.away));
  if (row === undefined || KEYS.every((key) => isBlank(row.texts[key]))) {
    return undefined;
  }
  const { events, gateway, list, reserve, restarts } = row.values;
  const isYes = (word: "yes" | "no" | undefined): boolean | undefined =>
    word === undefined ? undefined : word === "yes";
  const unreadable = KEYS.filter((key) =>
    !isBlank(row.texts[key]) && row.values[key] === undefined
  ).map((key) =>
    `${key} is ${JSON.stringify(row.texts[key])}; write ` +
    (key === "restarts" ? COLUMNS.restarts.forms : "yes, no, or a status")
  );
  return {
    told: {
      events: isYes(events),
      gateway: isYes(gateway),
      list: isYes(list),
      reserve: isYes(reserve),
      restarts: restarts?.values[0],
    },
    unreadable,
  };
}

/** Cells that are not as measured, in words. */
export function untrue(told: Prediction, measured: Effect): readonly string[] {
  return KEYS.filter((key) => told[key] !== measured[key])
    .map((key) => `${key} ${wordOf(told[key])}`);
}

/** "events ready yes, gateway ready yes, list works yes, reserve works no, 0 restarts" */
export function effectText(
  { events, gateway, list, reserve, restarts }: Effect,
): string {
  return `events ready ${wordOf(events)}, gateway ready ${wordOf(gateway)}, ` +
    `list works ${wordOf(list)}, reserve works ${wordOf(reserve)}, ` +
    `${restarts} restarts`;
}

function wordOf(cell: boolean | number | undefined): string {
  if (cell === undefined) return "(nothing)";
  return typeof cell === "number" ? String(cell) : cell ? "yes" : "no";
}
