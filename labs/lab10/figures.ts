/**
 * `deno run -A labs/lab10/figures.ts`: writes what was measured into the review,
 * between its marks. You write what they mean.
 * @module
 */

import {
  deliveredWith,
  gitOf,
  metricsOf,
  parseLog,
} from "../../scripts/delivery/dora/mod.ts";
import { readOptional, studentContext } from "../../scripts/checks/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  realHost,
  runTool,
  text,
} from "../../scripts/lib/cli/mod.ts";
import { evidenceOf } from "./evidence.ts";
import {
  doraText,
  loadText,
  objectivesText,
  usualRun,
  withFigures,
} from "./figures_text.ts";
import { objectivesOf } from "./objectives.ts";
import { fullestText } from "./resource.ts";
import { replaceFile } from "../../scripts/lib/files/mod.ts";
import { zonedTimeOrDay } from "../../scripts/lib/text/mod.ts";

const REVIEW = "submissions/lab10.md";

const TOOL = defineTool({
  name: "figures",
  summary: "writes what was measured into submissions/lab10.md",
  flags: {
    since: text("since", {
      default: undefined,
      placeholder: "TIME",
      help: "from when on deployments count; the first line of the log without",
    }),
    limiting: text("limiting", {
      default: undefined,
      placeholder: "RESOURCE",
      help: "the resource that you name, e.g. 'events CPU'",
    }),
  },
  async run({ host, flags }) {
    const context = studentContext(host);
    const review = await readOptional(REVIEW);
    if (review === undefined) {
      throw new CouldNotRun(
        `Cannot write ${REVIEW}: it is not there; deno task lab start 10`,
      );
    }
    const evidence = await evidenceOf(context);
    const usual = usualRun(evidence);
    const log = await readOptional("delivery.jsonl");
    const parts = {
      ...usual === undefined
        ? {}
        : { slo: objectivesText(usual, await objectivesOf(context)) },
      ...evidence.runs.length === 0
        ? {}
        : { load: loadText(evidence, flags.limiting) },
      ...log === undefined
        ? {}
        : { dora: await deliveries(log, flags.since, host.clock.now()) },
    };
    await replaceFile(REVIEW, withFigures(review, parts));
    host.out(
      `${REVIEW}: ${Object.keys(parts).join(", ") || "nothing measured yet"}`,
    );
    const last = evidence.limit?.steps.at(-1);
    if (last !== undefined) {
      host.out(`Fullest at ${last.rate} visits/s: ${fullestText(last.uses)}`);
    }
    return Exit.ok;
  },
});

async function deliveries(
  log: string,
  since: string | undefined,
  now: number,
): Promise<string> {
  const { deployments, incidents } = parseLog("delivery.jsonl", log);
  const first = Math.min(
    now - 1000,
    ...deployments.map(({ startedAt }) => startedAt),
  );
  const from = since === undefined ? first : zonedTimeOrDay(since);
  if (from === undefined) {
    throw new CouldNotRun(
      `Cannot count: --since must be a time such as ` +
        `2026-11-01T00:00:00Z, current value is ${since}`,
    );
  }
  const to = Math.ceil(now / 1000) * 1000;
  const delivered = await deliveredWith(gitOf("."), deployments);
  const metrics = metricsOf(delivered, incidents, { from, to });
  return doraText(
    metrics,
    new Date(from).toISOString(),
    new Date(to).toISOString(),
  );
}

if (import.meta.main) Deno.exit(await runTool(realHost(), TOOL));
