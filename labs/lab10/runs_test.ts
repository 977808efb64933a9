import assert from "node:assert/strict";
import { refuses } from "./verdict_fixture.ts";
import { Summary } from "../../scripts/load/loadgen/result/summary.ts";
import { contradictionsIn } from "../../scripts/checks/load_contradictions.ts";
import type { Evidence, Run } from "./evidence.ts";
import { goodEvidence, LATER } from "./evidence_fixture.ts";
import { loadText } from "./figures_text.ts";
import { evaluateSteps, longestStall } from "./steps_check.ts";

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
