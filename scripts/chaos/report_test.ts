import assert from "node:assert/strict";
import { tableRows } from "../lib/text/markdown/mod.ts";
import type { Journal } from "./journal.ts";
import { calibrationText, reportText } from "./report.ts";
import { experimentWith, HARMFUL, run } from "./run_fixture.ts";

const held = await run(experimentWith());
const broken = await run(experimentWith({ method: [HARMFUL] }));

function withOwn(changes: Partial<Journal["quickticket"]>): Journal {
  const { journal } = held;
  return { ...journal, quickticket: { ...journal.quickticket, ...changes } };
}

Deno.test("a report begins with the title, the verdict and its reason", () => {
  const [title, , verdict] = reportText(held.journal).split("\n");
  assert.equal(title, "# A test");
  assert.match(verdict ?? "", /^\*\*The hypothesis held\*\*: .*\.$/);
  assert.match(reportText(broken.journal), /\*\*The hypothesis is broken\*\*/);
});

Deno.test("a report tells what happened in the order of time", () => {
  const times = [
    ...reportText(broken.journal).matchAll(/^- `([\d:.]+)` (.*)$/gm),
  ];
  const moments = times.map(([, at]) => at ?? "");
  assert.deepEqual(moments, moments.toSorted());
  const words = times.map(([, , what]) => what).join("\n");
  assert.match(words, /steady state begins[^]*errors: [^]*broken by the list/);
  assert.match(words, /undone[^]*the end$/);
});

Deno.test("a report leaves out the moments that did not come", () => {
  const text = reportText(held.journal);
  assert.doesNotMatch(text, /broken by|null|undefined/);
});

Deno.test("a report shows of each probe what is allowed, and what it found at worst", () => {
  const [row] = tableRows(reportText(broken.journal), [
    "probe",
    "allowed",
    "before",
    "worst",
  ]);
  assert.equal(row?.get("probe"), "the list");
  assert.equal(row?.get("allowed"), "200");
  assert.match(row?.get("before") ?? "", /^200/);
  assert.match(row?.get("worst") ?? "", /^500/);
});

Deno.test("a bar or a line break in what a probe found does not break the table", () => {
  const { journal } = held;
  const probe = journal.steady_states.after?.probes[0];
  assert.ok(probe);
  const odd = { ...probe, output: "one | two\nthree" };
  const text = reportText({
    ...journal,
    steady_states: {
      ...journal.steady_states,
      after: { steady_state_met: true, probes: [odd] },
    },
  });
  const line = text.split("\n").find((one) => one.startsWith("| the list"));
  assert.match(line ?? "", /one \\\| two three \|$/);
  assert.equal(line?.replaceAll("\\|", "").split("|").length, 7);
});

Deno.test("a report says how fast the run was, and with which values", () => {
  const text = reportText(withOwn({ speed: 5, variables: { rate: 0.5 } }));
  assert.match(text, /^- with rate=0\.5$/m);
  assert.match(text, /^- 5 times as fast as written$/m);
  const plain = reportText(held.journal);
  assert.doesNotMatch(plain, /^- with |times as fast/m);
});

Deno.test("a report without a prediction says nothing of one", () => {
  assert.doesNotMatch(reportText(held.journal), /predicted/);
});

type Scored = NonNullable<Journal["quickticket"]["prediction"]>["scored"][0];

function predicting(...all: readonly Partial<Scored>[]): Journal {
  const scored = all.map((one): Scored => ({
    id: "q",
    question: "Is it | slow?",
    predicted: "yes with 80 %",
    measured: "no",
    right: false,
    confidence: 0.8,
    brier: 0.64,
    ...one,
  }));
  const sealed_at = "2026-11-24T11:00:00.000Z";
  const sha256 = "0".repeat(64);
  return withOwn({
    prediction: { by: "Ada", sha256, sealed_at, scored, brier: 0.5 },
  });
}

Deno.test("a prediction stands beside what was measured; what was not is a dash", () => {
  const text = reportText(
    predicting({}, { measured: null, right: null, brier: null }),
  );
  const rows = text.split("\n").filter((line) => line.startsWith("| Is it"));
  assert.deepEqual(rows, [
    "| Is it \\| slow? | yes with 80 % | no | no | 0.64 |",
    "| Is it \\| slow? | yes with 80 % | - | - | - |",
  ]);
});

/** Rows of the table: predictions, and how many of them came true. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return tableRows(text, ["said", "predictions", "came"])
    .map((row) => [...row.values()]);
}

Deno.test("calibration counts predictions by how likely they were said to be", () => {
  const text = calibrationText([
    predicting({ confidence: 0.8, right: true, brier: 0.04 }),
    predicting(
      { confidence: 1, right: true, brier: 0 },
      { confidence: 0.9, right: false, brier: 0.81 },
      { confidence: 0, right: false, brier: 0 },
      { confidence: 0.5, right: null, brier: null },
    ),
  ]);
  assert.deepEqual(rowsOf(text), [
    ["0 to 20 %", "1", "0 %"],
    ["20 to 40 %", "0", "-"],
    ["40 to 60 %", "0", "-"],
    ["60 to 80 %", "0", "-"],
    ["80 to 100 %", "3", "67 %"],
  ]);
  assert.match(text, /0\.213 over 4 predictions/);
});

Deno.test("calibration without a prediction says so, and shows no NaN", () => {
  const text = calibrationText([held.journal]);
  assert.match(text, /no prediction to score/);
  assert.doesNotMatch(text, /NaN/);
});
