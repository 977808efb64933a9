import assert from "node:assert/strict";
import type { Metrics } from "./metrics.ts";
import { metricsText } from "./render.ts";

const metrics: Metrics = {
  days: 14,
  deployments: 10,
  deploymentsPerDay: 9 / 14,
  changes: 25,
  leadTimeMs: 3_600_000,
  failed: 1,
  changeFailRate: 0.1,
  recoveryMs: 90_000,
  reworked: 2,
  reworkRate: 0.2,
  drills: 3,
};

const line = (begins: string, change: Partial<Metrics> = {}): string =>
  metricsText({ ...metrics, ...change }).split("\n")
    .find((one) => one.startsWith(begins)) ?? "";

const TIMES: readonly (readonly [number | undefined, string])[] = [
  [undefined, "-"],
  [0, "0 s"],
  [45_000, "45 s"],
  [119_000, "119 s"],
  [120_000, "2.0 min"],
  [119 * 60_000, "119.0 min"],
  [2 * 3_600_000, "2.0 h"],
  [47 * 3_600_000, "47.0 h"],
  [2 * 86_400_000, "2.0 days"],
  [10 * 86_400_000, "10.0 days"],
];

for (const [leadTimeMs, text] of TIMES) {
  Deno.test(`a lead time of ${leadTimeMs} ms reads ${text}`, () => {
    assert.match(
      line("Change lead time", { leadTimeMs }),
      new RegExp(`^Change lead time {2,}${text} {2,}`),
    );
  });
}

Deno.test("frequent deployments are counted by the day, rare ones by the week", () => {
  const of = (deploymentsPerDay: number) =>
    line("Deployment frequency", { deploymentsPerDay });
  assert.match(of(3), / 3\.0 a day /);
  assert.match(of(1), / 1\.0 a day /);
  assert.match(of(0.5), / 3\.5 a week /);
  assert.match(of(0), / 0\.0 a week /);
});

Deno.test("without deployments rates are a dash, and not 0 %", () => {
  const none = {
    deployments: 0,
    failed: 0,
    changeFailRate: undefined,
    reworkRate: undefined,
    recoveryMs: undefined,
  };
  assert.match(line("Change fail rate", none), /^Change fail rate +- +0 of 0/);
  assert.match(line("Deployment rework", none), / - /);
  assert.match(line("Failed deployment", none), / - /);
});

Deno.test("every metric has its definition beside it, in columns", () => {
  const lines = metricsText(metrics).split("\n");
  const rows = lines.slice(0, 5);
  const columns = rows.map((row) => row.search(/ {2,}\S/));
  assert.ok(columns.every((at) => at > 0));
  const values = rows.map((row) => /^.+? {2,}/.exec(row)?.[0].length);
  assert.equal(new Set(values).size, 1, "the values begin in one column");
  assert.ok(lines.every((one) => one === one.trimEnd()));
  assert.match(lines.at(-1) ?? "", /^Left out: 3 drills/);
});
