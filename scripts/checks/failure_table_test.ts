import assert from "node:assert/strict";
import { failureTable, type Told } from "./failure_table.ts";

/** Whether each operation of a row works. */
function works(
  row: Readonly<Record<string, Told | undefined>> | undefined,
): Readonly<Record<string, boolean | undefined>> {
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, told]) => [name, told?.works]),
  );
}

const HEAD = `# Lab 1

| Edge | Note |
| --- | --- |
| payments | not this table |

| Stopped | list | reserve | pay | health | What a customer sees |
| --- | --- | --- | --- | --- | --- |
`;

Deno.test("a table is read however its cells say it", () => {
  const table = failureTable(`${HEAD}\
| payments | 200 | works | 503 | ❌ degraded | cannot pay |
| Events (stopped) | fails | 502 | no | down | nothing works |
| redis | ✅ | 503 | error | 503 | |
| PostgreSQL | | | | | |
`);
  assert.deepEqual(works(table?.payments), {
    list: true,
    reserve: true,
    pay: false,
    health: false,
  });
  assert.deepEqual(Object.values(works(table?.events)), [
    false,
    false,
    false,
    false,
  ]);
  assert.equal(table?.redis.list?.works, true);
  assert.equal(table?.postgres.list, undefined);
});

Deno.test("a cell that names both is a failure", () => {
  const row = "| payments | 200 | ok | 200 -> 502 | 503 | |";
  assert.equal(failureTable(HEAD + row)?.payments.pay?.works, false);
});

Deno.test("without the four columns there is no table", () => {
  assert.equal(
    failureTable("| Stopped | list | pay |\n| payments | 200 | |"),
    undefined,
  );
  assert.equal(failureTable("no table"), undefined);
});

for (
  const [cell, expected] of [
    ["200", true],
    ["201 Created", true],
    ["yes", true],
    ["still works", true],
    ["**works**", true],
    ["`200`", true],
    ["works, no errors", true],
    ["200, without failures", true],
    ["does not fail", true],
    ["200 in 500 ms", true],
    ["503", false],
    ["404 Not Found", false],
    ["does not work", false],
    ["doesn't work", false],
    ["doesn’t work", false],
    ["not ok", false],
    ["unhealthy", false],
    ["unavailable", false],
    ["timeout", false],
    ["200 at first, then fails", false],
    ["❌", false],
    ["", undefined],
    ["?", undefined],
    ["-", undefined],
    ["1200 requests", undefined],
    ["nothing", undefined],
  ] as const
) {
  Deno.test(`a cell with ${JSON.stringify(cell)} says that it works: ${expected ?? "nothing"}`, () => {
    const row = `| payments | ${cell} | ok | 502 | 503 | |\n`;
    assert.equal(failureTable(HEAD + row)?.payments.list?.works, expected);
  });
}

Deno.test("columns may stand in any order, and rows too", () => {
  const table = failureTable(`\
| Stopped | health | pay | reserve | list |
| --- | --- | --- | --- | --- |
| redis | 503 | ok | 503 | ok |
| payments | 503 | 502 | ok | ok |
`);
  assert.deepEqual(works(table?.redis), {
    list: true,
    reserve: false,
    pay: true,
    health: false,
  });
  assert.equal(table?.payments.reserve?.works, true);
});

const STATUSES = { list: 200, reserve: 503, pay: 503, health: 503 };

for (
  const [form, text] of [
    [
      "turned by a quarter",
      "| | payments | redis |\n| --- | --- | --- |\n| list | 200 | 200 |\n" +
      "| reserve | 200 | 503 |\n| pay | 502 | 503 |\n| health | 503 | 503 |\n",
    ],
    [
      "a line for each part",
      "- payments: list 200, reserve 200, pay 502, health 503\n" +
      "- **redis**: list `200`, reserve `503`, pay `503`, health `503`\n",
    ],
    [
      "a list below each part",
      "### payments\n- list: 200\n- reserve: 200\n- pay: 502\n- health: 503\n" +
      "### redis\n- GET /events: 200\n- reserve: 503\n- pay: 503\n- /health: 503\n",
    ],
    [
      "in German",
      "| Teil | Liste | Reservieren | Bezahlen | Health |\n| - | - | - | - | - |\n" +
      "| Payments | 200 | 200 | 502 | 503 |\n| Redis | 200 | 503 | 503 | 503 |\n",
    ],
  ] as const
) {
  Deno.test(`statuses are read from a table ${form}`, () => {
    const row = failureTable(text)?.redis;
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(row ?? {}).map(([name, told]) => [
          name,
          told?.statuses[0],
        ]),
      ),
      STATUSES,
    );
  });
}

Deno.test("of two statuses on the way from one to the other the last counts", () => {
  const row = "| payments | 200 | 200 | 200 → 502 | 503 or 502 | |\n";
  const { pay, health } = failureTable(HEAD + row)?.payments ?? {};
  assert.deepEqual(pay?.statuses, [502]);
  assert.deepEqual(health?.statuses, [503, 502]);
});
