/**
 * The plan for twice the traffic: what it needs by what was measured, what the
 * database takes, and what it costs.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  unreadable,
} from "../../scripts/checks/mod.ts";
import { evidenceOf, type LimitFile } from "./evidence.ts";
import {
  ABOUT,
  cellOf,
  otherColumns,
  sectionOf,
  type Table,
  tableWith,
  valueOf,
} from "./markdown.ts";
import { numberIn } from "./quantities.ts";

const PRICE = 5; // dollars a pod and month
/** Least room that is left over: a node fails, a canary runs. */
const HEADROOM = 0.3;
/** Connections that PostgreSQL takes by default, less those kept for its keepers. */
const CONNECTIONS = 97;

const PART =
  /part|service|pod of|component|\bteil|dienst|сервис|часть|компонент/u;
const NOW =
  /^(?!.*(?:cost|price|month)).*(?:\bnow|today|before|current|existing|heute|jetzt|aktuell|сейчас|текущ)/u;
const THEN =
  /^(?!.*(?:cost|price|month)).*(?:then|2\s*[x×]|[x×]\s*2|twice|after|planned|\bplan\b|propos|target|future|needed|dann|geplant|doppelt|потом|план|станет|предлаг)/u;
const LIMITS = /limit|grenze|лимит/u;
/** A dollar sign is gone by then: it marks formulas. */
const COST =
  /cost|usd|price|month|\/mo\b|kosten|preis|monat|цена|стоимост|месяц/u;
const DB = /db.?connections|database connections|verbindungen|соединени/iu;
const TOTAL = /total|\bsum\b|\ball\b|summe|gesamt|итого|всего/iu;

/** Step 10.7. */
export const plan: Check = {
  id: "10.7",
  task: 2,
  title:
    "a plan for twice the traffic: pods by measured use, connections, price",
  hints: [
    "At twice the traffic, how many cores does each service need, and how many do its pods have?",
    "Plan for the peak and keep headroom for a failure (Lecture 10, slide 10). Connections do not grow with pods (Lecture 9, slide 15). A pod costs 5 dollars a month.",
    "One pod used 0.2 cores and has a limit of 0.5. Twice the traffic needs 0.4, and n x 0.5 x 0.7 >= 0.4 gives two pods, which cost 10 dollars.",
  ],
  measures:
    "pods for twice the load by the cores that were used, connections, price",
  tool: "the limit's steps, tables of the review",
  catches: [
    "too few pods",
    "more connections than PostgreSQL takes",
    "a total that does not add up",
  ],
  async run(context) {
    const { limit } = await evidenceOf(context);
    const section =
      sectionOf(await reportOf(context, 10) ?? "", ABOUT.capacity) ??
        "";
    return evaluatePlan(section, limit);
  },
};

/** Evaluates a plan by what was measured. */
export function evaluatePlan(
  section: string,
  limit: LimitFile | undefined,
): Finding {
  const bound =
    `each part with pods for 2 x what holds and ${
      100 * HEADROOM
    } % to spare, ` +
    `${PRICE} $ a pod, at most ${CONNECTIONS} connections`;
  if (limit === undefined) {
    return notStarted("no limit was measured", "step 10.2");
  }
  const table = tableWith(section, PART, NOW, THEN, COST);
  const rows = (table?.rows ?? []).filter((row) =>
    row.filter((cell) => cell !== "").length > 2
  );
  if (table === undefined || rows.length === 0) {
    const columns = otherColumns(section);
    return columns === undefined
      ? notStarted("the review has no plan", "section 7 of the review")
      : unreadable(
        `the table with the columns ${columns}`,
        "Part, Pods now, Pods then, Requests, Limits, $ a month",
        bound,
        "section 7 of the review",
      );
  }
  const problems = [
    ...PARTS.flatMap((part) => partProblems(part, table, limit)),
    ...costProblems(section, table, rows),
    ...connectionProblems(section, table),
  ];
  return problems.length === 0
    ? pass(
      `${podsThen(table, rows)} pods, ${valueOf(section, DB)}`,
      bound,
      rows,
    )
    : fail(
      problems.slice(0, 3).join("; "),
      bound,
      "section 7 of the review, and the uses in submissions/lab10/limit.json",
    );
}

/** Parts of the shop, as people name them. */
const NAMES = {
  gateway: /gateway/i,
  events: /event/i,
  payments: /payment/i,
  postgres: /postgre|\bpg\b|database|\bdb\b|datenbank|база/iu,
  redis: /redis|valkey/i,
} as const;

type Part = keyof typeof NAMES;

const PARTS = Object.keys(NAMES) as readonly Part[]; // its keys are Part

function rowOf(table: Table, part: Part): readonly string[] | undefined {
  return table.rows.find((row) => NAMES[part].test(cellOf(table, row, PART)));
}

function partProblems(
  part: Part,
  table: Table,
  limit: LimitFile,
): readonly string[] {
  const row = rowOf(table, part);
  if (row === undefined) return [`${part} is not in the plan`];
  const now = numberIn(cellOf(table, row, NOW));
  const then = numberIn(cellOf(table, row, THEN));
  if (now === undefined || then === undefined || now < 1) {
    return [`${part}: pods must be numbers`];
  }
  const share = shareOf(part, limit);
  if (share === undefined) return [];
  const each = coresIn(cellOf(table, row, LIMITS));
  if (each === undefined) {
    return [`${part}: the CPU limit of a pod is missing, such as 150m`];
  }
  const needed = Math.ceil(now * 2 * share / each / (1 - HEADROOM) - 1e-9);
  return then >= needed ? [] : [
    `${part}: too few pods in the plan (${then}); now ${now}, each with ${
      share.toFixed(2)
    } cores at the last rate that held and a limit of ${each}`,
  ];
}

/** Share of a core that a part used at the last rate that held; undefined: not seen. */
function shareOf(part: Part, { steps }: LimitFile): number | undefined {
  const held = steps.filter(({ reasons }) => reasons.length === 0).at(-1);
  return held?.uses.find(({ resource }) => resource === `${part} CPU`)?.share;
}

/** CPU as Kubernetes writes it, the first of a cell; undefined: there is none. */
function coresIn(text: string): number | undefined {
  const [, digits, milli] =
    /(?<![\d.,])(\d+(?:[.,]\d+)?)\s?(m?)(?![\d.,]*\s?(?:[KMG]i?B?\b|\d))/
      .exec(text.replaceAll(/\b\d+(?:[.,]\d+)?\s?[KMG]i?B?\b/g, "")) ?? [];
  const number = Number(digits?.replace(",", "."));
  if (!(number > 0)) return undefined;
  return milli === "m" ? number / 1000 : number;
}

function podsThen(table: Table, rows: readonly (readonly string[])[]): number {
  return rows.filter((row) => !isTotal(table, row))
    .reduce((sum, row) => sum + (numberIn(cellOf(table, row, THEN)) ?? 0), 0);
}

function isTotal(table: Table, row: readonly string[]): boolean {
  return TOTAL.test(cellOf(table, row, PART));
}

/** The price then; a table may have that of now beside it. */
function costColumn({ columns }: Table): RegExp {
  const prices = columns.filter((column) => COST.test(column));
  const then =
    prices.find((column) =>
      /then|2\s*[x×]|[x×]\s*2|twice|after/.test(column)
    ) ??
      prices.at(-1) ?? "";
  return new RegExp(`^${then.replaceAll(/[^\p{L}\d ]/gu, ".")}$`, "u");
}

function costProblems(
  section: string,
  table: Table,
  rows: readonly (readonly string[])[],
): readonly string[] {
  const words = rows.filter((row) => !isTotal(table, row)).flatMap((row) => {
    const pods = numberIn(cellOf(table, row, THEN)) ?? 0;
    const cost = numberIn(cellOf(table, row, costColumn(table)));
    return cost === PRICE * pods ? [] : [
      `${cellOf(table, row, PART)}: the price ${cost ?? "(none)"} is not ` +
      `${PRICE} $ x ${pods}`,
    ];
  });
  const total = rows.find((row) => isTotal(table, row));
  const said = total === undefined
    ? numberIn(
      valueOf(section, /total|cost|summe|kosten|итого|стоимост/iu) ?? "",
    )
    : numberIn(cellOf(table, total, costColumn(table)));
  const sum = PRICE * podsThen(table, rows);
  if (said === sum) return words;
  return [
    ...words,
    `the total ${said ?? "(none)"} is not ${PRICE} $ for each pod in the plan`,
  ];
}

/** Pods of events times their pool must fit into the database. */
function connectionProblems(section: string, table: Table): readonly string[] {
  const text = valueOf(section, DB);
  const [, pods, pool, product] =
    /(\d+)[^\d=]{0,20}[x×*·][^\d=]{0,20}(\d+)[^\d=]{0,24}=\D{0,6}(\d+)/
      .exec(text ?? "") ?? [];
  if (text === undefined || pods === undefined) {
    return ["`DB connections: PODS x POOL = SUM` is missing, as 3 x 4 = 12"];
  }
  const row = rowOf(table, "events");
  const then = row === undefined
    ? undefined
    : numberIn(cellOf(table, row, THEN));
  const sum = Number(pods) * Number(pool);
  return Number(product) !== sum
    ? [`DB connections: ${pods} x ${pool} is not ${product}`]
    : Number(pods) !== then
    ? [`pods of events: ${pods} in DB connections, ${then} in the plan`]
    : sum <= CONNECTIONS
    ? []
    : [`${sum} connections, and PostgreSQL has ${CONNECTIONS} for the shop`];
}
