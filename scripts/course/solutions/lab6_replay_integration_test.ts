// Runs with -P=test-system
import assert from "node:assert/strict";
import { GRAFANA_ALERTS } from "./lab6_alerting.ts";
import { runProgram } from "../../lib/process/command.ts";
import { realHost } from "../../lib/cli/host.ts";
import type { AlertRule } from "../../observe/alerts/alert_rule.ts";
import { DAYS } from "../../observe/alerts/days.ts";
import { evaluateDay } from "../../observe/alerts/grade_day.ts";
import { findPromtool } from "../../adapters/prometheus/promtool.ts";
import { BadRule, replay } from "../../observe/alerts/replay.ts";

const machine = {
  env: (name: string) => Deno.env.get(name),
  program: runProgram,
};
const missing = await findPromtool(machine, ["/tmp"])
  .then(() => false, () => true);
if (missing) {
  realHost().err("SKIPPED: replaying days needs promtool");
}

const rules: readonly AlertRule[] = GRAFANA_ALERTS.map((one) => ({
  name: one.title,
  expr: `(${one.expr}) > ${one.above}`,
  forMs: 0,
  keepFiringMs: 0,
  everyMs: 60_000,
  labels: { severity: one.severity },
  annotations: {},
  isPaused: false,
  receiver: undefined,
  mutes: [],
  queries: new Map(),
  values: { A: 42.25 },
  dialect: "grafana",
  file: "rules.yaml",
}));

async function wrongDays(
  change: (rule: AlertRule) => AlertRule,
  days = DAYS,
): Promise<readonly string[]> {
  const alerting = { rules: rules.map(change), recordings: [] };
  const played = await replay(alerting, days, machine);
  return days.map((day) => evaluateDay(day, played.get(day) ?? [], undefined))
    .filter(({ verdict }) => verdict !== "right")
    .map(({ day, verdict }) => `${verdict}: ${day.name}`);
}

const SOME = DAYS.filter(({ name }) =>
  ["half of the payments fail", "a quiet day"].includes(name)
);

Deno.test({
  name: "the lab's own rules are right on all twenty days",
  ignore: missing,
  async fn() {
    assert.equal(DAYS.length, 20);
    assert.deepEqual(await wrongDays((rule) => rule), []);
  },
});

Deno.test({
  name:
    "rules that are paused miss, and the error for a rule that is not PromQL names the rule",
  ignore: missing,
  async fn() {
    const paused = await wrongDays(
      (rule) => ({ ...rule, isPaused: true }),
      SOME,
    );
    assert.deepEqual(paused, ["missed: half of the payments fail"]);
    await assert.rejects(
      () => wrongDays((rule) => ({ ...rule, expr: "sum(" }), SOME),
      (error) => error instanceof BadRule && /Pay Budget/.test(error.message),
    );
  },
});
