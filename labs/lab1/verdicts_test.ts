import assert from "node:assert/strict";
import type { KillMatrix } from "../../scripts/checks/mod.ts";
import { evaluateTable } from "./table_check.ts";

const MEASURED: KillMatrix = {
  payments: { list: [200], reserve: [200], pay: [502], health: [503] },
  events: { list: [502], reserve: [502], pay: [502], health: [503] },
  redis: { list: [200], reserve: [503], pay: [503], health: [503] },
  postgres: { list: [503], reserve: [503], pay: [503], health: [503] },
};

function verdictOf(events: string, redis = "200 | 503 | 503 | 503"): string {
  const finding = evaluateTable(
    `\
| Stopped | list | reserve | pay | health |
| --- | --- | --- | --- | --- |
| payments | 200 | 200 | 502 | 503 |
| events | ${events} |
| redis | ${redis} |
| postgres | 503 | 503 | 503 | 503 |
`,
    MEASURED,
  );
  return finding.remark === undefined ? finding.verdict : "remark";
}

for (
  const [events, redis, verdict] of [
    ["502 | 502 | 502 | 503", undefined, "pass"],
    ["502 or 503 | 502 | 502 | 503", undefined, "pass"],
    ["503 | 502 | 502 | 503", undefined, "fail"],
    ["500 502 503 504 | 502 | 502 | 503", undefined, "fail"],
    ["fails | 502 | 502 | 503", undefined, "remark"],
    ["works | 502 | 502 | 503", undefined, "fail"],
    [
      "fails | fails | fails | fails",
      "works | fails | fails | fails",
      "remark",
    ],
  ] as const
) {
  Deno.test(`1.4 compares statuses, and ${events} is ${verdict}`, () => {
    assert.equal(verdictOf(events, redis), verdict);
  });
}

Deno.test("1.4 takes no table of which most cells are words", () => {
  const words = "fails | fails | fails | fails";
  const finding = evaluateTable(
    `\
| Stopped | list | reserve | pay | health |
| --- | --- | --- | --- | --- |
| payments | works | works | fails | 503 |
| events | ${words} |
| redis | works | fails | fails | fails |
| postgres | 503 | 503 | 503 | 503 |
`,
    MEASURED,
  );
  assert.equal(finding.verdict, "could_not_verify");
  assert.match(finding.measured, /words in 11 of 16 cells/);
});
