import assert from "node:assert/strict";
import { promqlProblem } from "../../adapters/prometheus/promql/mod.ts";
import { absentMs, alertingRules, alertNames } from "./alerts.ts";
import { BOARDS, objectiveBoard } from "./board.ts";
import { compile } from "./compile.ts";
import { clusterRules, COURSE_CLOCK, outputs, REAL_CLOCK } from "./files.ts";
import { promTests } from "./promtests.ts";
import { budgetOf, recordingRules, windowLengths } from "./rules.ts";
import { runbookStub } from "./runbook.ts";
import { scenariosOf, stepMs } from "./scenarios.ts";
import { budgetSentence } from "./sentence.ts";
import { parseSpec, type Slo } from "./spec.ts";
import { windowsFor } from "./windows.ts";
import good from "./testdata/good.yaml" with { type: "text" };

const HOUR = 3_600_000;
const SLO = parseSpec(good, "good.yaml");
const BAD: Slo = { ...SLO, good: undefined, bad: "errors_total" };

/** Objectives by period and kind. */
const CASES: readonly (readonly [string, Slo, number])[] = [
  ["good requests over 7 days", SLO, 0],
  ["bad requests over 30 days", { ...BAD, periodMs: 720 * HOUR }, 0],
  ["good requests over an hour", { ...SLO, periodMs: HOUR }, 5000],
  ["a target of four nines", { ...SLO, target: 0.9999 }, 0],
  ["a target of a half", { ...BAD, target: 0.5 }, 0],
];

for (const [what, slo, floorMs] of CASES) {
  const windows = windowsFor(slo.periodMs, { floorMs });
  const recordings = recordingRules(slo, windows);
  const alerts = alertingRules(slo, windows);

  Deno.test(`${what}: every expression is PromQL`, () => {
    for (const { expr } of [...recordings, ...alerts]) {
      assert.equal(promqlProblem(expr), undefined, expr);
    }
  });

  Deno.test(`${what}: alerts ask only for windows that are recorded`, () => {
    const recorded = new Set(
      recordings.map(({ record, labels }) => `${record} ${labels.window}`),
    );
    let asked = 0;
    for (const { expr } of alerts) {
      const uses = expr.matchAll(/(slo:[\w:]+)\{[^}]*window="([^"]+)"/g);
      for (const [, metric, window] of uses) {
        asked++;
        assert.ok(recorded.has(`${metric} ${window}`), `${metric} ${window}`);
      }
    }
    assert.ok(asked > 10);
  });

  Deno.test(`${what}: a series is recorded once, and never from itself`, () => {
    const names = recordings.map(({ record, labels }) =>
      `${record} ${labels.window ?? ""}`
    );
    assert.equal(new Set(names).size, names.length);
    for (const { record, expr } of recordings) {
      assert.ok(!expr.includes(record), record);
    }
  });

  Deno.test(`${what}: each scenario expects of every alert one thing, within its time`, () => {
    const scenarios = scenariosOf(slo, windows);
    const names = scenarios.map(({ name }) => name);
    assert.ok(new Set(names).size >= names.length - 1, names.join());
    for (const { name, phases, expect, slow } of scenarios) {
      const length = phases.reduce((sum, { steps }) => sum + steps, 0) *
        stepMs(windows, slow);
      for (const { atMs, firing = [], silent = [] } of expect) {
        const both = firing.filter((one) => silent.includes(one));
        assert.deepEqual(both, [], name);
        if (phases.length > 0) assert.ok(atMs <= length, name);
      }
      for (const { errors } of phases) assert.ok(errors >= 0 && errors <= 1);
    }
  });

  Deno.test(`${what}: all tests together see each alert fire, and each be silent`, () => {
    const seen = scenariosOf(slo, windows).flatMap(({ expect }) => expect);
    const { page, absent } = alertNames(slo);
    for (const name of [page, absent]) {
      assert.ok(seen.some(({ silent }) => silent?.includes(name)), name);
      if (name === page && 1.1 * 14.4 * budgetOf(slo) > 1) continue;
      assert.ok(seen.some(({ firing }) => firing?.includes(name)), name);
    }
    const fast = promTests(slo, windows, { ruleFile: "r", slow: false });
    const slow = promTests(slo, windows, { ruleFile: "r", slow: true });
    assert.equal(
      fast.tests.length + slow.tests.length,
      scenariosOf(slo, windows).length,
    );
  });
}

Deno.test("four alerts have four names, of which one wakes an engineer", () => {
  const alerts = alertingRules(SLO, windowsFor(SLO.periodMs));
  const names = Object.values(alertNames(SLO));
  assert.deepEqual(alerts.map(({ alert }) => alert), names);
  assert.deepEqual(
    alerts.map(({ labels }) => labels.severity),
    ["page", "ticket", "ticket", "ticket"],
  );
  for (const { annotations } of alerts) {
    assert.equal(annotations.runbook, SLO.runbook);
    assert.match(annotations.summary ?? "", /^Paying works: /);
  }
});

Deno.test("a metric may be missing for ten minutes of thirty days, in proportion", () => {
  assert.equal(absentMs({ ...SLO, periodMs: 720 * HOUR }), 600_000);
  assert.equal(absentMs({ ...SLO, periodMs: HOUR }), 1000, "a second at least");
});

const BUDGETS: readonly (readonly [target: number, budget: number])[] = [
  [0.995, 0.005],
  [0.999, 0.001],
  [0.9, 0.1],
  [0.9999, 0.0001],
];

for (const [target, budget] of BUDGETS) {
  Deno.test(`a target of ${target} leaves ${budget}, without a float's tail`, () => {
    assert.equal(budgetOf({ ...SLO, target }), budget);
  });
}

const SENTENCES: readonly (readonly [number, number, string])[] = [
  [0.999, 720 * HOUR, "99.9 % over 30d: 43 minutes of everything failing"],
  [0.9, 720 * HOUR, "90 % over 30d: 3 days of everything failing"],
  [0.99, HOUR, "99 % over 1h: 36 seconds of everything failing"],
  [0.9999, HOUR, "99.99 % over 1h: 360 milliseconds of everything failing"],
];

for (const [target, periodMs, words] of SENTENCES) {
  Deno.test(`a budget is said as ${words}`, () => {
    const sentence = budgetSentence({ ...SLO, target, periodMs });
    assert.ok(sentence.includes(words), sentence);
  });
}

Deno.test("windows are listed once, the shortest first", () => {
  const lengths = windowLengths(windowsFor(720 * HOUR));
  assert.deepEqual(lengths, [...new Set(lengths)].toSorted((a, b) => a - b));
  assert.deepEqual(lengths.slice(0, 2), [300_000, 1_800_000]);
});

Deno.test("the real clock has a board, the course's has none: one serves both", () => {
  const paths = (clock: typeof REAL_CLOCK) => [
    ...outputs(compile(SLO, "good.yaml", clock.clock), clock).keys(),
  ];
  assert.deepEqual(paths(REAL_CLOCK), [
    `${BOARDS}/slo-pay-availability.json`,
    "monitoring/rules/pay-availability.yaml",
    "monitoring/rules_test/pay-availability.yaml",
    "monitoring/rules_test/pay-availability.slow.yaml",
  ]);
  assert.deepEqual(paths(COURSE_CLOCK), [
    "monitoring/course/rules/pay-availability.yaml",
    "monitoring/course/rules_test/pay-availability.yaml",
    "monitoring/course/rules_test/pay-availability.slow.yaml",
  ]);
});

Deno.test("every generated file says who wrote it", () => {
  const compiled = compile(SLO, "good.yaml");
  const [path, text] = clusterRules([compiled]);
  const files = new Map([...outputs(compiled, REAL_CLOCK), [path, text]]);
  for (const [file, content] of files) {
    if (file.endsWith(".json")) continue;
    assert.match(content, /^# DO NOT EDIT: written by deno task slo/, file);
  }
});

Deno.test("a runbook names all alerts, the windows and where to look", () => {
  const windows = windowsFor(SLO.periodMs);
  const text = runbookStub(SLO, windows);
  for (const name of Object.values(alertNames(SLO))) {
    assert.ok(text.includes(name), name);
  }
  assert.equal(text.match(/^\| (page|ticket) \|/gm)?.length, windows.length);
  assert.ok(text.includes(SLO.total));
});

Deno.test("a board's id fits Grafana, however long the objective's name", () => {
  const name = "a-very-long-name-of-an-objective-that-students-liked";
  const board = JSON.parse(objectiveBoard({ ...SLO, name }, windowsFor(HOUR)));
  assert.ok(board.uid.length <= 40, board.uid);
  assert.equal(board.panels.length, 5);
});
