import assert from "node:assert/strict";
import { failureTable } from "./failure_table.ts";

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
  assert.deepEqual(table?.payments, {
    list: true,
    reserve: true,
    pay: false,
    health: false,
  });
  assert.deepEqual(Object.values(table?.events ?? {}), [
    false,
    false,
    false,
    false,
  ]);
  assert.equal(table?.redis.list, true);
  assert.equal(table?.postgres.list, undefined);
});

Deno.test("a cell that names both is a failure", () => {
  const row = "| payments | 200 | ok | 200 -> 502 | 503 | |";
  assert.equal(failureTable(HEAD + row)?.payments.pay, false);
});

Deno.test("without the four columns there is no table", () => {
  assert.equal(
    failureTable("| Stopped | list | pay |\n| payments | 200 | |"),
    undefined,
  );
  assert.equal(failureTable("no table"), undefined);
});

for (
  const [cell, works] of [
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
  Deno.test(`a cell with ${JSON.stringify(cell)} says that it works: ${works ?? "nothing"}`, () => {
    const row = `| payments | ${cell} | ok | 502 | 503 | |\n`;
    assert.equal(failureTable(HEAD + row)?.payments.list, works);
  });
}

Deno.test("columns may stand in any order, and rows too", () => {
  const table = failureTable(`\
| Stopped | health | pay | reserve | list |
| --- | --- | --- | --- | --- |
| redis | 503 | ok | 503 | ok |
| payments | 503 | 502 | ok | ok |
`);
  assert.deepEqual(table?.redis, {
    list: true,
    reserve: false,
    pay: true,
    health: false,
  });
  assert.equal(table?.payments.reserve, true);
});
