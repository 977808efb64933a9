/**
 * `deno task alerts watch`: what Grafana does with the same files.
 * @module
 */

import { stringify } from "yaml";
import { DEV_DIRECTORY, readState } from "../../../stack/local/mod.ts";
import { studentContext } from "../../../checks/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  type Tool,
  url,
} from "../../../lib/cli/mod.ts";
import { prometheusAt } from "../../../adapters/prometheus/mod.ts";
import { startPrometheus } from "../../slo/prometheus.ts";
import { type Alerting, readAlerting } from "../alert_files.ts";
import type { AlertRule } from "../alert_rule.ts";
import { Evaluator } from "../evaluator.ts";
import { Notifier } from "../notifier.ts";
import { deliver } from "../webhook.ts";

/** Pause between two looks at what is due (ms). */
const LOOK_MS = 1000;

/** Where compose publishes Prometheus. */
const PROMETHEUS = "http://127.0.0.1:9090";

/** The command. */
export const watchTool: Tool = defineTool({
  name: "watch",
  summary:
    "evaluates your rules and sends alerts where your policies say; until Ctrl-C",
  flags: {
    prometheus: url("prometheus", {
      default: PROMETHEUS,
      env: "PROMETHEUS_URL",
      help: "the Prometheus to ask; it is started when none answers",
    }),
  },
  async run({ host, flags }) {
    const alerting = await readAlerting(studentContext(host));
    if (alerting.problems.length > 0) {
      throw new CouldNotRun(`Cannot read ${alerting.problems.join("; ")}`);
    }
    const over = new AbortController();
    const off = host.onSignal(() => over.abort());
    const own = await answers(flags.prometheus)
      ? undefined
      : await ownPrometheus(host, alerting, flags.prometheus);
    try {
      host.err(
        `${alerting.rules.length} rules, asked of ${flags.prometheus}` +
          `${own === undefined ? "" : " (started here)"}; Ctrl-C ends it`,
      );
      await watch(host, alerting, {
        prometheus: flags.prometheus,
        signal: over.signal,
      });
    } finally {
      off();
      await own?.close();
    }
    return Exit.ok;
  },
});

async function answers(url: string): Promise<boolean> {
  return await prometheusAt(url).query("vector(1)").then(
    () => true,
    () => false,
  );
}

/** One that scrapes the services of `deno task dev`. */
async function ownPrometheus(
  host: Host,
  { recordings }: Alerting,
  url: string,
): Promise<{ close(): Promise<void> }> {
  const state = await readState(`${DEV_DIRECTORY}/state.json`);
  if (state === undefined) {
    throw new CouldNotRun(
      `Cannot ask Prometheus at ${url}: start it with docker compose ` +
        "--profile monitoring up -d, or the shop with deno task dev",
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "alerts-" });
  const rules = `${folder}/recordings.yaml`;
  await Deno.writeTextFile(
    rules,
    stringify({ groups: [{ name: "recordings", rules: recordings }] }),
  );
  const prometheus = await startPrometheus({
    program: host.env("PROMETHEUS"),
    port: Number(new URL(url).port),
    targets: Object.fromEntries(
      Object.entries(state.services).map((
        [name, { url }],
      ) => [name, new URL(url).host]),
    ),
    ruleFiles: [rules],
    interval: "5s",
  });
  return {
    async close() {
      await prometheus.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function watch(
  host: Host,
  { rules, contacts, root }: Alerting,
  { prometheus, signal }: {
    readonly prometheus: string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { clock } = host;
  const evaluator = new Evaluator();
  const notifier = new Notifier(root);
  const evaluatedAt = new Map<AlertRule, number>();
  // A clock that is set back must not stop the alerts until it has caught up.
  const shift = clock.now() - clock.monotonic();
  const now = (): number => shift + clock.monotonic();
  const say = (words: string): void =>
    host.out(`${new Date(clock.now()).toISOString()}  ${words}`);
  while (!signal.aborted) {
    const ceased = [];
    for (const rule of rules) {
      const last = evaluatedAt.get(rule) ?? -Infinity;
      if (rule.isPaused || now() - last < rule.everyMs) continue;
      evaluatedAt.set(rule, now());
      const samples = await prometheusAt(prometheus).query(rule.expr)
        .catch((error: Error) => {
          say(error.message);
          return [];
        });
      ceased.push(...evaluator.take(rule, samples, now()));
    }
    for (
      const notice of notifier.due(evaluator.firing(), ceased, now())
    ) {
      const count = await deliver(notice, contacts, fetch);
      const names = notice.alerts.map(({ rule, endsAt }) =>
        `${rule.name} ${endsAt === undefined ? "is firing" : "is resolved"}`
      );
      say(
        `${names.join(", ")}: sent to ${notice.receiver}, ` +
          (count > 0 ? `${count} webhook took it` : "but no webhook took it"),
      );
    }
    await clock.sleep(LOOK_MS, signal).catch(() => {});
  }
}
