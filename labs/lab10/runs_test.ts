import assert from "node:assert/strict";
import type { Finding } from "../../scripts/checks/verdict.ts";
import { Summary } from "../../scripts/load/loadgen/result/summary.ts";
import { budgetProblems, spentIn } from "./budgets.ts";
import { contradictionsIn } from "./consistent.ts";
import type { Evidence, Run } from "./evidence.ts";
import { goodEvidence, LATER } from "./evidence_fixture.ts";
import {
  loadText,
  objectivesText,
  usualRun,
  withFigures,
} from "./figures_text.ts";
import type { Objective } from "./objectives.ts";
import { evaluateReview, type ReviewCase } from "./review_check.ts";
import { evaluateSteps, longestStall } from "./steps_check.ts";

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

/** A summary that can be changed. */
function copyOf({ summary }: Run): MutableSummary {
  return Summary.parse(JSON.parse(JSON.stringify(summary)));
}

type MutableSummary = ReturnType<typeof Summary.parse>;

/** The evidence with one run changed. */
async function withRun(
  users: number,
  change: (summary: MutableSummary) => void,
): Promise<Evidence> {
  const evidence = await goodEvidence();
  const runs = evidence.runs.map((run) => {
    if (run.file !== `users-${users}.json`) return run;
    const summary = copyOf(run);
    change(summary);
    return { ...run, summary };
  });
  return { ...evidence, runs };
}

async function report(): Promise<string> {
  return `## 2 Load\n\n${loadText(await goodEvidence(), "events CPU")}\n`;
}

function refuses(finding: Finding, words: RegExp): void {
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, words);
}

Deno.test("what the load generator wrote contradicts itself nowhere", async () => {
  for (const { summary } of (await goodEvidence()).runs) {
    assert.deepEqual(contradictionsIn(summary), []);
  }
});

Deno.test("four runs with orders and their table pass", async () => {
  const evidence = await goodEvidence();
  const finding = evaluateSteps(evidence, await report(), LATER);
  assert.equal(finding.verdict, "pass", finding.measured);
  assert.equal(
    evaluateSteps({ ...evidence, runs: [] }, "", LATER).verdict,
    "not_started",
  );
  const broken = { ...evidence, unreadable: ["users-10.json"] };
  assert.equal(
    evaluateSteps(broken, await report(), LATER).verdict,
    "could_not_verify",
  );
});

for (
  const [what, words, change] of [
    ["p99", /p99 is 12 ms/, (one) => void (one.requests.latencyMs.p99 = 12)],
    ["count", /requests/, (one) => void (one.requests.count += 100)],
    ["orders", /orders/, (one) => void (one.orders.completed += 50)],
    ["failures", /failures/, (one) => void (one.requests.failures = 3)],
    ["rate", /a second for/, (one) => void (one.requests.perSecond *= 2)],
    ["length", /a second for 60 s are/, (one) => void (one.run.seconds = 60)],
    ["users", /some never came/, (one) => {
      if (one.run.load.kind === "closed") one.run.load.users = 5000;
    }],
    [
      "histogram",
      /contradicts itself/,
      (one) => void (one.requests.histogram = "HISTnone"),
    ],
    ["step's results", /requests/, (one) => {
      if (one.steps.pay) one.steps.pay.results.ok += 1;
    }],
    ["interval", /intervals/, (one) => void one.intervals.pop()],
  ] satisfies readonly (readonly [
    string,
    RegExp,
    (summary: MutableSummary) => void,
  ])[]
) {
  Deno.test(`a run whose ${what} was edited is refused`, async () => {
    refuses(
      evaluateSteps(await withRun(50, change), await report(), LATER),
      words,
    );
  });
}

Deno.test("runs without orders, too short, ended early or copied are refused", async () => {
  const none = await withRun(50, (one) => {
    one.orders.completed = 0;
    one.intervals = one.intervals.map((interval) => ({
      ...interval,
      orders: 0,
    }));
    one.orders.perSecond = 0;
  });
  refuses(evaluateSteps(none, await report(), LATER), /0 orders of \d+ visits/);
  const early = await withRun(50, (one) => void (one.run.ended = "stopped"));
  refuses(evaluateSteps(early, await report(), LATER), /the run was stopped/);
  const { runs } = await goodEvidence();
  const copied = await withRun(50, (one) => {
    one.run.started = runs[0]?.summary.run.started ?? "";
  });
  refuses(evaluateSteps(copied, await report(), LATER), /at the same time/);
  const missing = { ...await goodEvidence(), runs: runs.slice(0, 3) };
  refuses(evaluateSteps(missing, await report(), LATER), /no run of 200 users/);
  refuses(
    evaluateSteps(await goodEvidence(), await report(), 0),
    /in the future/,
  );
});

Deno.test("a table that says something else is refused", async () => {
  const evidence = await goodEvidence();
  const text = await report();
  refuses(
    evaluateSteps(evidence, "## 2 Load\n\nfine\n", LATER),
    /has no table/,
  );
  const wrong = text.replace(/(\| 50 \| 10 \| )[\d.]+/, "$199.9");
  refuses(evaluateSteps(evidence, wrong, LATER), /says 99.9 for 50 users, rps/);
  const more = text.replace(
    /(\| 200 \|.*\n)/,
    "$1| 400 | 80 | 9 | 1 | 1 | 1 | 0 | 0 | 9 |\n",
  );
  refuses(evaluateSteps(evidence, more, LATER), /400 users, and no run has/);
});

Deno.test("a stall of the closed model is seen, whatever its percentiles say", async () => {
  const { runs } = await goodEvidence();
  const [, run] = runs;
  assert.ok(run);
  assert.equal(longestStall(run.summary), 0);
  const summary = copyOf(run);
  for (const at of [10, 11, 12, 13]) {
    const interval = summary.intervals[at];
    if (interval) summary.intervals[at] = { ...interval, tallies: {} };
  }
  assert.equal(longestStall(summary), 4);
});

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

Deno.test("a review with numbers that nobody measured is refused", async () => {
  const text = await wholeReview();
  const quoted = text.replace(
    "the bound of 500 ms",
    "a p99 of 87 ms and 431 RPS",
  );
  refuses(await reviewed(quoted), /"87 ms" is in no summary/);
  const slo = text.replace(/(pay-availability \| 99.5 % \| )[\d.]+/, "$199.2");
  refuses(await reviewed(slo), /pay-availability: the review says 99.2 %/);
  const target = text.replace("browse-latency | 95 %", "browse-latency | 90 %");
  refuses(await reviewed(target), /its target is 95 %/);
  const kept = text.replace(/(pay-availability \|.*\| )yes/, "$1no");
  refuses(await reviewed(kept), /is said to be "no"/);
  refuses(
    await reviewed(text.replace(/Source: .*/, "")),
    /names no run as its source/,
  );
  refuses(await reviewed(text.replace(/\| b \|.*\n/, "")), /2 risks/);
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
