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
  const table = failureTable(`${HEAD}
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
