import assert from "node:assert/strict";
import { refuses } from "./verdict_fixture.ts";
import type { Finding } from "../../scripts/checks/verdict.ts";
import { budgetProblems, spentIn } from "./budgets.ts";
import { goodEvidence } from "./evidence_fixture.ts";
import {
  loadText,
  objectivesText,
  usualRun,
  withFigures,
} from "./figures_text.ts";
import type { Objective } from "./objectives.ts";
import { evaluateReview, type ReviewCase } from "./review_check.ts";

const OBJECTIVES: readonly Objective[] = [
  {
    name: "browse-availability",
    target: 99.5,
    step: "list",
    withinMs: undefined,
  },
  { name: "browse-latency", target: 95, step: "list", withinMs: 500 },
  { name: "pay-availability", target: 99.5, step: "pay", withinMs: undefined },
  { name: "reserve-latency", target: 95, step: "reserve", withinMs: 500 },
];

async function wholeReview(): Promise<string> {
  const evidence = await goodEvidence();
  const run = usualRun(evidence);
  assert.ok(run);
  const words =
    "What this says, in words of one's own, at a length that says something. ";
  const text =
    `## 1 SLO compliance\n<!-- figures: slo -->\n<!-- figures: end -->\n
## 2 Load\n<!-- figures: load -->\n<!-- figures: end -->\nBelow the bound of 500 ms. ${words}
## 3 DORA\n${words}${words}
## 4 Risks\n| Risk | Likely | Harm | Now | Next |\n| - | - | - | - | - |
| a | yearly | all | none | more |\n| b | yearly | all | none | more |\n| c | yearly | all | none | more, and more of it, and soon |
## 5 Toil\n${words}${words}\n## 6 Gaps\n${words}${words}\n## 7 Capacity\n${words}${words}\n`;
  return withFigures(text, {
    slo: objectivesText(run, OBJECTIVES),
    load: loadText(evidence, "events CPU"),
  });
}

async function reviewed(
  text: string,
  change: Pick<ReviewCase, "spent" | "budgets"> = {},
): Promise<Finding> {
  const evidence = await goodEvidence();
  return evaluateReview({
    text,
    evidence,
    objectives: OBJECTIVES,
    metrics: undefined,
    ...change,
  });
}

Deno.test("a review of seven sections with measured numbers passes", async () => {
  const finding = await reviewed(await wholeReview());
  assert.equal(finding.verdict, "pass", finding.measured);
});

Deno.test("a review with numbers without a measurement is refused", async () => {
  const text = await wholeReview();
  const quoted = text.replace(
    "the bound of 500 ms",
    "a p99 of 87 ms and 431 RPS",
  );
  refuses(await reviewed(quoted), /"87 ms" is in no summary/);
  const slo = text.replace(/(pay-availability \| 99.5 % \| )[\d.]+/, "$199.2");
  refuses(await reviewed(slo), /pay-availability: the review says 99.2 %/);
  const target = text.replace("browse-latency | 95 %", "browse-latency | 90 %");
  refuses(await reviewed(target), /its target is not/);
  const kept = text.replace(/(pay-availability \|.*\| )yes/, "$1no");
  refuses(await reviewed(kept), /is said to be "no"/);
  refuses(
    await reviewed(text.replace(/Source: .*/, "")),
    /names no run as its source/,
  );
  refuses(
    await reviewed(text.replace(/\| b \|.*\n/, "")),
    /2 of at least 3 risks/,
  );
  refuses(
    await reviewed(text.replace(/## 6 Gaps[^#]*/, "")),
    /too little on gaps/,
  );
});

Deno.test("budgets are spent as Prometheus has them", async () => {
  const said =
    "Browsing works: 99.5 % over 7d: 50 minutes of everything failing, or 1 in 200 " +
    "requests; today 31.4 % of it is spent\n  page at 14.4 x over 1h and 5m\n";
  const spent = spentIn(said);
  assert.deepEqual(spent, [{ name: "Browsing works", percent: 31.4 }]);
  const ranges = (least: number, most: number) =>
    new Map([["Browsing works", { least, most }]]);
  assert.deepEqual(budgetProblems(spent, ranges(0, 31.2)), []);
  assert.deepEqual(budgetProblems(spent, new Map()), []);
  const budgets = budgetProblems(spent, ranges(60, 80));
  assert.match(
    budgets.join(),
    /31.4 % of the budget is spent, Prometheus has 60.0 to 80.0 %/,
  );
  const text = (await wholeReview()).replace(
    "the bound of 500 ms",
    "it, 31 % of the budget went",
  );
  refuses(await reviewed(text), /"31 %" is in no summary/);
  assert.equal((await reviewed(text, { spent })).verdict, "pass");
  refuses(
    await reviewed(text, { spent, budgets }),
    /Prometheus has 60.0 to 80.0 %/,
  );
});
