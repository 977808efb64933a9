import form from "./report.md" with { type: "text" };
import assert from "node:assert/strict";
import { emptyReport } from "../../scripts/checks/report.ts";
import { evaluateBudget } from "./budget_check.ts";
import { lab3 } from "./check.ts";

const TABLE = `| What | Value |
| --- | ---: |
| Requests a second, measured in 3.5 | 11.0 |
| Share of all requests that failed in 3.5 (%) | 9.0 % |
| Requests in 7 days at that rate | 6,652,800 |
| Requests that may fail in 7 days | 33264 |
| Minutes of a total outage in 7 days | 50.4 |
| Burn rate at the share that failed | 18 |
| Hours until the budget is gone at that burn rate | 9.3 |
`;

Deno.test("the budget follows from the two figures that were measured", () => {
  assert.equal(evaluateBudget(undefined).verdict, "not_started");
  assert.equal(
    evaluateBudget(TABLE.replace(/\| [\d.,% ]+ \|$/gm, "| |")).verdict,
    "not_started",
  );
  assert.equal(evaluateBudget(TABLE).verdict, "pass");
  for (
    const [from, to] of [
      ["6,652,800", "665,280"],
      ["33264", "332640"],
      ["50.4", "216"],
      ["| 18 |", "| 9 |"],
      ["9.3", "18"],
      ["9.0 %", ""],
    ] as const
  ) assert.equal(evaluateBudget(TABLE.replace(from, to)).verdict, "fail", to);
});

const STRUCTURED = `# Lab 3

\`\`\`yaml
budget:
  requests_per_second: 11,0
  failed_share: 9,0 %
  requests_in_7_days: 6.652.800
  requests_that_may_fail: 33 264
  outage_minutes: 50 min 24 s
  burn_rate: 18
  hours_left: 9:20
\`\`\`
`;

for (
  const [name, report] of Object.entries({
    "with decimal commas": TABLE.replace("6,652,800", "6652800")
      .replace("33264", "33.264").replace("50.4", "50,4")
      .replace("9.3", "9,3").replace("9.0 %", "9,0"),
    "in hours and minutes": TABLE.replace("50.4", "50 min 24 s")
      .replace("9.3", "9 h 20 min"),
    "as a list": TABLE.split("\n").filter((line) => /\d/.test(line))
      .map((line) => line.split("|").slice(1, 3).map((cell) => cell.trim()))
      .map(([what, value]) => `- **${what}**: ${value}`).join("\n"),
    "in the structured part": STRUCTURED,
  })
) {
  Deno.test(`a budget ${name} is right, and one that does not follow is not`, () => {
    const { verdict, measured } = evaluateBudget(report);
    assert.equal(verdict, "pass", measured);
    const wrong = report.replace(
      /: 18$|\b18\b/m,
      (all) => all.replace("18", "180"),
    );
    assert.notEqual(wrong, report);
    assert.equal(evaluateBudget(wrong).verdict, "fail", wrong);
  });
}

Deno.test("a figure that cannot be read is not wrong, and says which form is wanted", () => {
  const { verdict, measured } = evaluateBudget(
    STRUCTURED.replace("50 min 24 s", "nearly an hour"),
  );
  assert.equal(verdict, "could_not_verify");
  assert.match(measured, /budget\.outage_minutes in line 9 .*1 min 35 s/);
});

Deno.test("the report that lab start writes asks for these fields", () => {
  const report = emptyReport(lab3, form);
  assert.match(report, /^budget:$/m);
  assert.equal(evaluateBudget(report).verdict, "not_started");
});
