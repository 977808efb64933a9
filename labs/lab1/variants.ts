/**
 * Forms of Lab 1's report that are as good, and neighbours that are not.
 * @module
 */

import {
  type Change,
  edited,
  type LabVariants,
  type Listed,
  MARKDOWN_RULES,
  type Neighbour,
  replacing,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { MAPS, WRONG_MAPS } from "./variants/maps.ts";
import { ground, LOAD } from "./ground.ts";
import { outageLoad } from "./variants/outage_load_fixture.ts";

const REPORT = "submissions/lab1.md";

const MAP =
  /- gateway -> events\n- gateway -> payments\n- events -> postgres\n- events -> redis\n/;

/** The solution's table with its heading. */
const TABLE = /\| Stopped \|[^]*?(?=\n## 1\.5)/;

function put(what: RegExp, text: string): Change {
  return edited(REPORT, (report) => report.replace(what, `${text}\n`));
}

/** Other ways to write the sixteen statuses. */
const TABLES: Readonly<Record<string, string>> = {
  "turned by a quarter":
    "| | payments | events | redis | postgres |\n| --- | ---: | ---: | ---: | ---: |\n" +
    "| list | 200 | 502 | 200 | 503 |\n| reserve | 200 | 502 | 503 | 503 |\n" +
    "| pay | 502 | 502 | 503 | 503 |\n| health | 503 | 503 | 503 | 503 |\n",
  "lines of a list":
    "- payments: list 200, reserve 200, pay 502, health 503\n" +
    "- events: list 502, reserve 502, pay 502, health 503\n" +
    "- redis: list 200, reserve 503, pay 503, health 503\n" +
    "- postgres: list 503, reserve 503, pay 503, health 503\n",
  "a row for each call":
    "| Stopped | Call | What | Status |\n| --- | --- | --- | ---: |\n" + ([
      ["payments", [200, 200, 502, 503]],
      ["events", [502, 502, 502, 503]],
      ["redis", [200, 503, 503, 503]],
      ["postgres", [503, 503, 503, 503]],
    ] as const).flatMap(([part, statuses]) =>
      [
        "`GET /events`",
        "`POST /events/6/reserve`",
        "`POST /reserve/{id}/pay`",
        "`GET /health`",
      ].map((call, i) => `| ${part} | ${call} | as seen | ${statuses[i]} |\n`)
    ).join(""),
  "in German":
    "| Teil | Liste | Reservieren | Bezahlen | Health |\n| --- | --- | --- | --- | --- |\n" +
    "| Payments | 200 | 200 | 502 | 503 |\n| Events | 502 | 502 | 502 | 503 |\n" +
    "| Redis | 200 | 503 | 503 | 503 |\n| PostgreSQL | 503 | 503 | 503 | 503 |\n",
  "with reasons":
    "| Stopped | list | reserve | pay | health |\n| --- | --- | --- | --- | --- |\n" +
    "| payments | 200 OK | `200` | 502 Bad Gateway | 503 (degraded) |\n" +
    "| events | **502** | **502** | **502** | 503 |\n" +
    "| redis | ✅ 200 | ❌ 503 | ❌ 503 | ❌ 503 |\n" +
    "| postgres | HTTP 503 | HTTP 503 | HTTP 503 | HTTP 503 |\n",
  "measured after Task 2":
    "| Stopped | list | reserve | pay | health |\n| --- | --- | --- | --- | --- |\n" +
    "| payments | 200 | 200 | 503 | 503 |\n| events | 502 | 502 | 502 | 503 |\n" +
    "| redis | 200 | 503 | 503 | 503 |\n| postgres | 503 | 503 | 503 | 503 |\n",
  "columns and rows in another order":
    "| Part | health | pay | reserve | list |\n| --- | --- | --- | --- | --- |\n" +
    "| redis | 503 | 503 | 503 | 200 |\n| postgres | 503 | 503 | 503 | 503 |\n" +
    "| events | 503 | 502 | 502 | 502 |\n| payments | 503 | 502 | 200 | 200 |\n",
  "some cells in words":
    "| Stopped | list | reserve | pay | health |\n| --- | --- | --- | --- | --- |\n" +
    "| payments | works | works | 502 | degraded |\n| events | 502 | 502 | 502 | 503 |\n" +
    "| redis | 200 | 503 | 503 | 503 |\n| postgres | 503 | 503 | 503 | 503 |\n",
};

function cell(name: string, from: string, to: string): Neighbour {
  return { name, steps: ["1.4"], file: REPORT, change: replacing(from, to) };
}

function summary(
  name: string,
  kind: Listed["kind"],
  text: () => Promise<string>,
): Promise<Listed> {
  return text().then((made) => ({
    name,
    kind,
    steps: ["1.5"],
    change: { [LOAD]: () => made },
  }));
}

const LOADS: readonly Listed[] = await Promise.all([
  summary(
    "a longer load",
    "equivalent",
    async () => JSON.stringify(await outageLoad({ seconds: 60 })),
  ),
  summary(
    "more visitors, written over many lines",
    "equivalent",
    async () => JSON.stringify(await outageLoad({ rps: 20 }), undefined, 2),
  ),
  summary(
    "nothing failed",
    "neighbour",
    async () => JSON.stringify(await outageLoad({ fails: /^$/ })),
  ),
  summary(
    "the gateway was stopped",
    "neighbour",
    async () => JSON.stringify(await outageLoad({ fails: /./ })),
  ),
  summary(
    "reservations failed, so no customer came to pay",
    "neighbour",
    async () => JSON.stringify(await outageLoad({ fails: /reserve$/ })),
  ),
  summary(
    "twelve seconds",
    "neighbour",
    async () => JSON.stringify(await outageLoad({ seconds: 12 })),
  ),
  summary("failures were written in by hand", "neighbour", async () => {
    const { requests, ...rest } = await outageLoad({ fails: /^$/ });
    return JSON.stringify({ ...rest, requests: { ...requests, failures: 9 } });
  }),
  summary("orders were written in by hand", "neighbour", async () => {
    const load = await outageLoad();
    return JSON.stringify({
      ...load,
      orders: { ...load.orders, completed: load.orders.completed + 30 },
    });
  }),
]);

/** The variants of Lab 1. */
export const variants: LabVariants = {
  open: ground,
  listed: [
    ...Object.entries(MAPS).map(([name, text]): Listed => ({
      name,
      kind: "equivalent",
      steps: ["1.3"],
      change: put(MAP, text),
    })),
    ...Object.entries(WRONG_MAPS).map(([name, text]): Listed => ({
      name,
      kind: "neighbour",
      steps: ["1.3"],
      change: edited(
        REPORT,
        (report) => report.replace(MAP, (all) => `${all}\n${text}\n`),
      ),
    })),
    ...Object.entries(TABLES).map(([name, text]): Listed => ({
      name,
      kind: "equivalent",
      steps: ["1.4"],
      change: put(TABLE, text),
    })),
    ...LOADS,
  ],
  equivalents: [{
    steps: ["1.3", "1.4"],
    file: REPORT,
    rules: [...TEXT_RULES, ...MARKDOWN_RULES],
  }],
  neighbours: [
    cell(
      "payments fails with 500",
      "| 200 | 502 | 503 |",
      "| 200 | 500 | 503 |",
    ),
    cell(
      "health is well without payments",
      "| 502 | 503 | seats",
      "| 502 | 200 | seats",
    ),
    cell(
      "no customer can reserve without payments",
      "| payments | 200 | 200 |",
      "| payments | 200 | 503 |",
    ),
    cell("the list fails without Redis", "| redis | 200 |", "| redis | 503 |"),
    cell(
      "reserving works without Redis",
      "| redis | 200 | 503 |",
      "| redis | 200 | 200 |",
    ),
    cell("504 without Redis", "| redis | 200 | 503 |", "| redis | 200 | 504 |"),
    cell(
      "503 where events is gone",
      "| events | 502 | 502 |",
      "| events | 503 | 503 |",
    ),
    cell(
      "502 where PostgreSQL is gone",
      "| postgres | 503 | 503 |",
      "| postgres | 502 | 502 |",
    ),
    cell("404 without PostgreSQL", "| postgres | 503 |", "| postgres | 404 |"),
    cell("a word that is not true", "| redis | 200 |", "| redis | fails |"),
    cell(
      "an empty row",
      "| postgres | 503 | 503 | 503 | 503 |",
      "| postgres | | | | |",
    ),
    cell(
      "an empty cell",
      "| events | 502 | 502 | 502 | 503 |",
      "| events | 502 | 502 | | 503 |",
    ),
    cell("both at once", "| redis | 200 |", "| redis | 200 or 503 |"),
    ...[
      "gateway -> events",
      "gateway -> payments",
      "events -> postgres",
      "events -> redis",
    ]
      .flatMap((call): readonly Neighbour[] => [
        {
          name: `without ${call}`,
          steps: ["1.3"],
          file: REPORT,
          change: replacing(`- ${call}\n`, ""),
        },
        {
          name: `${call} the other way round`,
          steps: ["1.3"],
          file: REPORT,
          change: replacing(
            `- ${call}\n`,
            `- ${call.split(" -> ").toReversed().join(" -> ")}\n`,
          ),
        },
      ]),
  ],
};
