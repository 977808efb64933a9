import assert from "node:assert/strict";
import { refuses } from "./verdict_fixture.ts";
import type { Finding } from "../../scripts/checks/verdict.ts";
import { evaluateDora } from "./dora_check.ts";
import { periodIn } from "./period.ts";
import { LIMIT_FILE } from "./evidence_fixture.ts";
import { doraText } from "./figures_text.ts";
import { evaluateHandbook } from "./handbook_check.ts";
import { tableWith } from "./markdown.ts";
import { evaluatePlan } from "./plan_check.ts";
import { evaluateToil } from "./toil_check.ts";

const METRICS = {
  days: 10,
  deployments: 3,
  deploymentsPerDay: 0.3,
  changes: 2,
  leadTimeMs: 12_000,
  failed: 1,
  changeFailRate: 1 / 3,
  recoveryMs: 90_000,
  reworked: 1,
  reworkRate: 1 / 3,
  drills: 0,
};

const doraCase = (
  text: string,
  change: Partial<Parameters<typeof evaluateDora>[0]> = {},
): Finding => {
  const table = tableWith(text, /metric/, /value/);
  assert.ok(table);
  return evaluateDora({
    metrics: METRICS,
    table,
    impossible: [],
    leftOut: 0,
    ...change,
  });
};

Deno.test("DORA's figures are those that history and log give", () => {
  const text = doraText(
    METRICS,
    "2026-11-01T00:00:00Z",
    "2026-11-11T00:00:00Z",
  );
  assert.deepEqual(periodIn(text), {
    from: Date.parse("2026-11-01T00:00:00Z"),
    to: Date.parse("2026-11-11T00:00:00Z"),
  });
  assert.equal(doraCase(text).verdict, "pass");
  assert.equal(
    doraCase(text.replace("2.1 a week", "0.3 a day")).verdict,
    "pass",
  );
  assert.equal(doraCase(text.replaceAll("33.3 %", "33 %")).verdict, "pass");
  refuses(
    doraCase(text.replace("33.3 %", "10.0 %")),
    /change fail rate: the review says 10.0 %/,
  );
  refuses(
    doraCase(text.replace("12 s", "12 min")),
    /lead time: the review says 12 min/,
  );
  refuses(doraCase(text.replace("2.1 a week", "2.1 a day")), /frequency/);
  refuses(
    doraCase(text.replace(/\| Failed dep.*\n/, "")),
    /recovery is missing/,
  );
  refuses(doraCase(text, { leftOut: 1 }), /leaves out 1/);
  refuses(
    doraCase(text, {
      impossible: ["payments abc was deployed before its commit"],
    }),
    /before/,
  );
  refuses(
    doraCase(text, { metrics: { ...METRICS, deployments: 2 } }),
    /not drills: 2 of at least 3/,
  );
});

const toilTable = (rows: string): string =>
  `| Task | Times | Minutes each | Automated by | Saves (min) |\n| - | - | - | - | - |\n${rows}`;
const SEED = "| seats again | 9 | 4 | `deno task seed` | 36 |\n";
const REST =
  "| forwards | 12 | 2 | a pod of its own | 24 |\n| rollouts | 8 | 5 | analysis | 40 |\n";

Deno.test("toil is frequent, counted, and ended by something that exists", () => {
  const tasks = new Set(["seed"]);
  assert.equal(evaluateToil(toilTable(SEED + REST), tasks).verdict, "pass");
  assert.equal(evaluateToil(toilTable(""), tasks).verdict, "not_started");
  refuses(
    evaluateToil(toilTable(SEED.replace("36", "90") + REST), tasks),
    /90 min does not fit 9 times 4 min/,
  );
  refuses(
    evaluateToil(toilTable(SEED.replace("9", "2") + REST), tasks),
    /2 times is not toil/,
  );
  refuses(evaluateToil(toilTable(SEED + REST), new Set()), /no deno task seed/);
  refuses(
    evaluateToil(toilTable(SEED + SEED + SEED), tasks),
    /1 of at least 3 different tasks/,
  );
});

const PLAN = `| Part | Pods now | Pods then | Requests | Limits | $ a month |
| --- | --- | --- | --- | --- | --- |
| gateway | 5 | 8 | 100m | 500m | 40 |
| events | 1 | 3 | 500m | 500m | 15 |
| payments | 1 | 2 | 50m | 500m | 10 |
| postgres | 1 | 1 | 200m | 1 | 5 |
| redis | 1 | 1 | 50m | 250m | 5 |
| total | 9 | 15 | | | 75 |

DB connections: 3 x 20 = 60
`;

Deno.test("a plan has pods for twice the load, connections, and the right price", () => {
  assert.equal(evaluatePlan(PLAN, LIMIT_FILE).verdict, "pass");
  assert.equal(evaluatePlan("", LIMIT_FILE).verdict, "not_started");
  assert.equal(evaluatePlan(PLAN, undefined).verdict, "not_started");
  const few = PLAN.replace(
    "| 1 | 3 | 500m | 500m | 15 |",
    "| 1 | 1 | 150m | 150m | 5 |",
  );
  refuses(
    evaluatePlan(few, LIMIT_FILE),
    /events: too few pods in the plan \(1\); now 1, each with 0\.40 cores/,
  );
  refuses(
    evaluatePlan(PLAN.replace("500m | 15 |", "none | 15 |"), LIMIT_FILE),
    /the CPU limit of a pod is missing/,
  );
  refuses(
    evaluatePlan(PLAN.replace("| 75 |", "| 70 |"), LIMIT_FILE),
    /the total 70 is not 5/,
  );
  refuses(
    evaluatePlan(PLAN.replace("500m | 40 |", "500m | 45 |"), LIMIT_FILE),
    /the price 45 is not 5 \$ x 8/,
  );
  refuses(
    evaluatePlan(PLAN.replace("3 x 20 = 60", "3 x 40 = 120"), LIMIT_FILE),
    /120 connections/,
  );
  refuses(
    evaluatePlan(PLAN.replace("3 x 20 = 60", "3 x 20 = 50"), LIMIT_FILE),
    /3 x 20 is not 50/,
  );
  refuses(
    evaluatePlan(PLAN.replace(/\| redis.*\n/, ""), LIMIT_FILE),
    /redis is not in the plan/,
  );
});

Deno.test("a handbook tells five things, and names what is there", () => {
  const text = HANDBOOK;
  const tasks = new Set(["doctor"]);
  assert.equal(evaluateHandbook({ text, tasks, missing: [] }).verdict, "pass");
  refuses(
    evaluateHandbook({ text, tasks, missing: ["k8s/none.yaml"] }),
    /k8s\/none.yaml/,
  );
  refuses(
    evaluateHandbook({ text, tasks: new Set(), missing: [] }),
    /there is no deno task/,
  );
  const less = text.replace(/## Backup[^]*/, "");
  refuses(
    evaluateHandbook({ text: less, tasks, missing: [] }),
    /too little on backup/,
  );
});

const HANDBOOK = [
  "Architecture",
  "Deploying",
  "Monitoring",
  "Incidents",
  "Backup",
].map((name) =>
  `## ${name}\n\n${
    "What there is, and what to type. ".repeat(8)
  }\`deno task doctor\`\n`
).join("\n");
