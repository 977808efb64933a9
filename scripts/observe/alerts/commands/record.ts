/**
 * `deno task alerts predict`, `wait` and `record`: an incident on paper.
 * @module
 */

import { MACHINE_KEY } from "../../../stack/local/mod.ts";
import { findPrometheus } from "../../../adapters/prometheus/mod.ts";
import { readOptional, replaceFile } from "../../../lib/files/mod.ts";
import {
  CouldNotRun,
  defineTool,
  duration,
  Exit,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { machineKey, seal, unseal } from "../../../lib/seal/mod.ts";
import { formatDuration, parseDuration } from "../../../lib/text/mod.ts";
import { kindOf } from "../alert_rule.ts";
import { ALERT_RECEIVER, receivedAlerts } from "../alert_receiver_client.ts";
import {
  type IncidentRecord,
  PREDICTION,
  type Prediction,
  predictionSchema,
  RECORD,
  timesOf,
} from "../incident_record.ts";
import { samplesOf } from "../pay_samples.ts";

/** Pause between two looks at the alert receiver (ms). */
const LOOK_MS = 1000;

/** Says in advance how soon a page will come. */
export const predictTool: Tool = defineTool({
  name: "predict",
  summary: "says how soon the page will come, before anything is broken",
  flags: {},
  operands: { usage: "TIME", help: "such as 3m", min: 1, max: 1 },
  async run({ host, operands: [time = ""] }) {
    const ms = parseDuration(time);
    if (ms === undefined || ms <= 0) {
      throw new UsageError(`Cannot predict ${time}: it must be such as 3m`);
    }
    const predicted: Prediction = {
      schema: "quickticket-prediction/1",
      at: new Date(host.clock.now()).toISOString(),
      mttdSeconds: ms / 1000,
    };
    await write(PREDICTION, { ...predicted });
    host.out(`predicted: a page within ${formatDuration(ms)}; ${PREDICTION}`);
    return Exit.ok;
  },
});

/** Waits for a page, or for its end. */
export const waitTool: Tool = defineTool({
  name: "wait",
  summary: "waits until the alert receiver has a page, or the end of one",
  flags: {
    within: duration("within", {
      default: 900_000,
      min: 1000,
      max: 3_600_000,
      help: "longest wait",
    }),
  },
  operands: { usage: "firing|resolved", help: "for which", min: 1, max: 1 },
  async run({ host: { clock, out, env }, flags, operands: [wanted = ""] }) {
    if (wanted !== "firing" && wanted !== "resolved") {
      throw new UsageError(`Cannot wait for ${wanted}: firing or resolved`);
    }
    const deadline = clock.monotonic() + flags.within;
    for (;;) {
      const alerts = await receivedAlerts(
        env("ALERT_RECEIVER_URL") ?? ALERT_RECEIVER,
      );
      const page = alerts.find(({ labels }) => kindOf(labels) === "page");
      if (page?.status === wanted) {
        const { name, receivedAt, annotations: { summary = "" } } = page;
        out(`${receivedAt}  ${name} is ${wanted}: ${summary}`);
        return Exit.ok;
      }
      if (clock.monotonic() > deadline) {
        throw new CouldNotRun(
          `No page is ${wanted} within ${formatDuration(flags.within)}: does ` +
            "Grafana evaluate your rules, is there load, do pays fail?",
        );
      }
      await clock.sleep(LOOK_MS);
    }
  },
});

/** Writes down what was. */
export const recordTool: Tool = defineTool({
  name: "record",
  summary: `writes what the alert receiver and Prometheus know into ${RECORD}`,
  flags: {},
  async run({ host }) {
    const now = host.clock.now();
    const prometheus = await findPrometheus(host.env("PROMETHEUS_URL"));
    const record: IncidentRecord = {
      schema: "quickticket-incident-record/1",
      at: new Date(now).toISOString(),
      predicted: await readPrediction(),
      alerts: [
        ...await receivedAlerts(
          host.env("ALERT_RECEIVER_URL") ?? ALERT_RECEIVER,
        ),
      ],
      samples: await samplesOf(prometheus, now),
    };
    const times = timesOf(record);
    if (times === undefined) {
      throw new CouldNotRun(
        "Cannot record: in two hours no page came while paying failed",
      );
    }
    await write(RECORD, { ...record });
    const clock = (at: number | undefined): string =>
      at === undefined ? "not yet" : new Date(at).toISOString().slice(11, 19);
    host.out([
      `began     ${clock(times.began)}  the first payments fail`,
      `paged     ${clock(times.paged)}  ${times.alert}, ` +
      `${((times.paged - times.began) / 1000).toFixed(0)} s later`,
      `ended     ${clock(times.ended)}  the last payment fails`,
      `resolved  ${clock(times.resolved)}  the page is taken back`,
      `${times.failed} of ${times.pays} payments failed; times are UTC, of ` +
      new Date(times.began).toISOString().slice(0, 10),
    ].join("\n"));
    return Exit.ok;
  },
});

async function readPrediction(): Promise<Prediction | null> {
  const text = await readOptional(PREDICTION);
  if (text === undefined) return null;
  const found = await unseal(text, predictionSchema);
  if ("content" in found) return found.content;
  throw new CouldNotRun(`Cannot read ${PREDICTION}: ${found.problem}`);
}

async function write(
  path: string,
  content: Readonly<Record<string, unknown>>,
): Promise<void> {
  await Deno.mkdir("submissions", { recursive: true });
  await replaceFile(
    path,
    await seal(content, await machineKey(MACHINE_KEY)),
  );
}
