/**
 * `deno task dora`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { deliveredWith } from "./delivered.ts";
import { type DeliveryLog, parseLog } from "./delivery_log.ts";
import { gitOf } from "./history.ts";
import { logFile } from "./log_flag.ts";
import { metricsOf } from "./metrics.ts";
import { incidents, record } from "./record.ts";
import { metricsText } from "./render.ts";
import { readText } from "../../lib/files/mod.ts";
import { zonedTimeOrDay } from "../../lib/text/mod.ts";

/** The tool. */
export const doraTool: Tool = defineTool({
  name: "dora",
  summary: "the five DORA metrics, from Git and what was delivered",
  flags: {
    log: logFile,
    since: text("since", {
      default: undefined,
      placeholder: "TIME",
      help: "from when on; the first line of the log without",
    }),
    until: text("until", {
      default: undefined,
      placeholder: "TIME",
      help: "up to when; now without",
    }),
    json: boolean("json", { help: "the figures as JSON" }),
  },
  commands: [record, incidents],
  examples: [
    "dora record",
    "dora incidents",
    "dora --since 2026-11-01T00:00:00Z",
  ],
  async run({ host, flags }) {
    const log = await read(flags.log);
    const period = {
      from: momentOf("since", flags.since) ?? firstOf(log, host.clock.now()),
      to: momentOf("until", flags.until) ?? host.clock.now(),
    };
    if (period.from >= period.to) {
      throw new CouldNotRun("Cannot count: --since must be before --until");
    }
    const all = await deliveredWith(gitOf("."), log.deployments);
    const metrics = metricsOf(all, log.incidents, period);
    host.out(
      flags.json ? JSON.stringify(metrics, undefined, 2) : metricsText(metrics),
    );
    if (metrics.deployments > 0) return Exit.ok;
    host.err(
      `Cannot count: ${flags.log} has no deployment of that time. Widen ` +
        "--since and --until, or record with deno task dora record",
    );
    return Exit.couldNotRun;
  },
});

async function read(path: string): Promise<DeliveryLog> {
  try {
    return parseLog(path, await readText(path));
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new CouldNotRun(
      `Cannot read ${path}: it is not there; deno task dora record writes it ` +
        "while you deploy",
      { cause },
    );
  }
}

function firstOf(
  { deployments, incidents }: DeliveryLog,
  now: number,
): number {
  const times = [...deployments, ...incidents].map((one) => one.startedAt);
  return Math.min(now - 1, ...times);
}

function momentOf(flag: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  // Without a zone it would be another moment on each machine.
  const at = zonedTimeOrDay(given);
  if (at !== undefined) return at;
  throw new CouldNotRun(
    `Cannot count: --${flag} must be a time such as 2026-11-01T00:00:00Z, ` +
      `current value is ${given}`,
  );
}

if (import.meta.main) Deno.exit(await runTool(realHost(), doraTool));
