// Runs with -P=test-system
/**
 * The course clock on the real shop: a real Prometheus scrapes it under load,
 * payments are broken and repaired, and the page comes and goes as the
 * simulator has said.
 */

import assert from "node:assert/strict";
import { LOAD_EVENT_ID } from "../../adapters/shop/load_event.ts";
import { systemClock as clock } from "../../../services/shared/clock.ts";
import { GRAFANA_ALERTS } from "./lab6_alerting.ts";
import {
  boardQueries,
  type BoardQuery,
} from "../../observe/dashboards/boards.ts";
import { solutionFiles } from "./solution_files.ts";
import { startStack } from "../../stack/local/mod.ts";
import { realHost } from "../../lib/cli/host.ts";
import { runLoad } from "../../load/loadgen/engine/load.ts";
import { visit } from "../../load/loadgen/scenario/virtual_user.ts";
import { call } from "../../adapters/shop/customer.ts";
import { until } from "../../lib/wait/wait.ts";
import { objectiveBoard } from "../../observe/slo/board.ts";
import type { Compiled } from "../../observe/slo/compile.ts";
import {
  compileFile,
  COURSE_CLOCK,
  findSpecs,
} from "../../observe/slo/files.ts";
import { startPrometheus } from "../../observe/slo/prometheus.ts";
import { findPromtool } from "../../adapters/prometheus/promtool.ts";
import { runProgram } from "../../lib/process/command.ts";
import { simulate } from "../../observe/slo/simulate.ts";

const host = realHost();
const program = host.env("PROMETHEUS");
const machine = { env: host.env, program: runProgram };
const missing = program === undefined ||
  await findPromtool(machine, [Deno.cwd()]).then(() => false, () => true);
if (missing) {
  host.err("SKIPPED: the live test of rules needs PROMETHEUS and PROMTOOL");
}

/** Recorded for the board of Lab 3's solution. */
const LAB3_RULES =
  `${Deno.cwd()}/labs/lab3/solution/monitoring/prometheus/rules.yml`;

const INTERVAL_MS = 1000;
const RPS = 40; // 4 pays a second
const QUIET_MS = 45_000;

async function courseRules() {
  const compiled = await Promise.all(
    (await findSpecs()).map((path) => compileFile(path, COURSE_CLOCK.clock)),
  );
  const files = compiled.map(({ slo, rules }) => ({
    path: `${Deno.cwd()}/${COURSE_CLOCK.folder}/rules/${slo.name}.yaml`,
    text: rules,
  }));
  return { compiled, files };
}

/** The queries of all boards and alerts of Grafana. */
function allQueries(compiled: readonly Compiled[]): readonly BoardQuery[] {
  const objectives = compiled.map(({ slo, windows }) =>
    [slo.name, objectiveBoard(slo, windows)] as const
  );
  const alerts = GRAFANA_ALERTS.map(({ title, expr }) => ({
    board: "alerts",
    panel: title,
    expr: expr.replaceAll(/ > (14.4|6|3|1) and/g, " >= 0 and"),
  }));
  const boards = [...solutionFiles()].filter(([path]) =>
    path.endsWith(".json")
  );
  return [
    ...boardQueries(),
    ...boardQueries(boards),
    ...boardQueries(objectives),
    ...alerts,
  ];
}

/** The simulator's alerts for payments at 50 %, on the course clock (ms). */
async function predicted(
  { compiled, files }: Awaited<ReturnType<typeof courseRules>>,
): Promise<number> {
  const slo = compiled.find(({ slo }) => slo.name === "pay-availability")?.slo;
  const calm = { rps: RPS / 10, errors: 0, incident: false };
  const incident = {
    name: "payments fail half the time",
    slo: "pay-availability",
    page: true,
    phases: [
      { ...calm, ms: QUIET_MS },
      { ...calm, ms: 60_000, errors: 0.5, incident: true },
    ],
  };
  const [result] = await simulate(
    machine,
    files,
    [{ incident, slo: slo ?? assert.fail() }],
    { stepMs: INTERVAL_MS, evaluationMs: INTERVAL_MS, graceMs: 30_000 },
  );
  return result?.detectedAfterMs ?? assert.fail("the simulator saw no page");
}

Deno.test({
  name:
    "payments at 50 %: the pay page comes when the simulator said, and goes after repair",
  ignore: missing,
  async fn(t) {
    const rules = await courseRules();
    const token = crypto.randomUUID();
    await using stack = await startStack({ env: { FAULTS_TOKEN: token } });
    const prometheus = await startPrometheus({
      program,
      targets: Object.fromEntries(
        Object.entries(stack.urls).map((
          [name, url],
        ) => [name, new URL(url).host]),
      ),
      ruleFiles: [...rules.files.map(({ path }) => path), LAB3_RULES],
      interval: "1s",
    });
    const stop = new AbortController();
    const load = runLoad({
      rps: RPS,
      durationMs: 300_000,
      maxInFlight: 500,
      clock,
      random: Math.random,
      visit: (operation) =>
        visit(operation, {
          url: stack.urls.gateway ?? "",
          eventId: LOAD_EVENT_ID,
          fetch,
          timeoutMs: 5000,
        }),
      onVisit: () => {},
      signal: stop.signal,
    });
    const faults = (method: string, body?: unknown) =>
      call(method, `${stack.urls.payments}/faults`, body, {
        Authorization: `Bearer ${token}`,
      });
    const pages = async (): Promise<readonly string[]> =>
      (await prometheus.query('ALERTS{alertstate="firing",severity="page"}'))
        .map(({ metric }) => metric.slo ?? "");
    try {
      const quietUntil = performance.now() + QUIET_MS;
      await until(
        "the long windows are full",
        async () => {
          assert.deepEqual(await pages(), [], "a false page");
          return performance.now() > quietUntil;
        },
        QUIET_MS + 30_000,
      );
      const up = await prometheus.query("up == 1");
      assert.equal(up.length, Object.keys(stack.urls).length);
      await t.step("every recorded series is there", async () => {
        for (const { slo } of rules.compiled) {
          for (
            const record of [
              "slo:requests:rate",
              "slo:errors:rate",
              "slo:errors:ratio",
              "slo:burn:ratio",
              "slo:budget_remaining:ratio",
            ]
          ) {
            const found = await prometheus.query(
              `${record}{slo="${slo.name}"}`,
            );
            assert.ok(found.length > 0, `${record} of ${slo.name}`);
          }
        }
      });
      const queries = allQueries(rules.compiled);
      await t.step(
        `${queries.length} queries of boards and alerts have data`,
        async () => {
          for (const { board, panel, expr } of queries) {
            const found = await prometheus.query(expr);
            assert.ok(found.length > 0, `${board}, ${panel}: none for ${expr}`);
          }
        },
      );
      // The simulator's samples are taken as a request ends; here the next
      // scrape has it, an interval later.
      const expected = await predicted(rules) + INTERVAL_MS;
      const broken = await faults("PUT", {
        faults: [{ kind: "payment_failure", rate: 0.5, ttl_s: 300 }],
      });
      assert.equal(broken.status, 200);
      const detected = await until(
        "the page comes",
        async () => (await pages()).includes("pay-availability"),
      );
      const ended = await faults("DELETE");
      assert.ok(ended.status < 300);
      const gone = await until(
        "the page goes",
        async () => !(await pages()).includes("pay-availability"),
        120_000,
      );
      const [seconds, expectedAfter, after] = [detected, expected, gone]
        .map((ms) => (ms / 1000).toFixed(1));
      await t.step(
        `page after ${seconds} s, predicted ${expectedAfter} s; gone ${after} s after repair`,
        () =>
          // Half of some pays by chance, and a scrape each second: a few.
          assert.ok(Math.abs(detected - expected) <= 4 * INTERVAL_MS),
      );
    } finally {
      stop.abort();
      await load;
      await prometheus.close();
    }
  },
});
