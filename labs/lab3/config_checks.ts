/**
 * What Prometheus is told to ask, and whether it gets answers.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Prometheus } from "../../scripts/adapters/prometheus/mod.ts";
import { parsePromDuration } from "../../scripts/lib/text/mod.ts";

const CONFIG = "monitoring/prometheus/prometheus.yml";

/** What each service is called in compose, and where it listens. */
const PORTS = { gateway: 8080, events: 8081, payments: 8082 } as const;

const SERVICES = ["gateway", "events", "payments"] as const;

/** How often the lab asks (ms). */
const INTERVAL_MS = 15_000;

/** Step 3.1. */
export const config: Check = {
  id: "3.1",
  task: 1,
  title: "prometheus.yml has three jobs, asked every 15 s",
  hints: [
    "global has scrape_interval and evaluation_interval; without them both are a minute.",
    "A job a service: job_name, and under static_configs the targets, name and port.",
    "Inside compose a service's name is its address, and its port the one it listens on: " +
    "gateway:8080, events:8081, payments:8082.",
  ],
  async run({ read }) {
    return evaluateConfig(await read(CONFIG));
  },
};

const Interval = z.string().optional();

const Config = z.looseObject({
  global: z.looseObject({
    scrape_interval: Interval,
    evaluation_interval: Interval,
  }).default({}),
  scrape_configs: z.array(z.looseObject({
    job_name: z.string(),
    scrape_interval: Interval,
    static_configs: z.array(z.looseObject({ targets: z.array(z.string()) }))
      .optional(),
  })),
});

/** Evaluates the file. A job that finds its targets in another way is left to step 3.2. */
export function evaluateConfig(text: string | undefined): Finding {
  if (text === undefined) {
    return notStarted(`there is no ${CONFIG}`, "step 3.1");
  }
  const bound =
    "jobs gateway, events and payments, each with its service's own name and port, " +
    "scraped and evaluated every 15 s";
  const read = Config.safeParse(parsed(text));
  if (!read.success) {
    return fail(
      `it cannot be read: ${z.prettifyError(read.error)}`,
      bound,
      CONFIG,
    );
  }
  const { global, scrape_configs: jobs } = read.data;
  const problems = SERVICES.flatMap((service) => {
    const job = jobs.find(({ job_name }) => job_name === service);
    if (job === undefined) return [`no job ${service}`];
    const targets = job.static_configs?.flatMap((one) => one.targets);
    const wanted = `${service}:${PORTS[service]}`;
    const isElsewhere = targets !== undefined &&
      (targets.length !== 1 || targets[0] !== wanted);
    return [
      ...isElsewhere
        ? [`${service} is asked at ${targets.join(", ") || "no target"}`]
        : [],
      ...interval(
        `${service} is scraped every`,
        job.scrape_interval ?? global.scrape_interval,
      ),
    ];
  });
  problems.push(
    ...interval("rules are evaluated every", global.evaluation_interval),
  );
  return problems.length === 0
    ? pass(`${jobs.length} jobs, 15 s`, bound)
    : fail(problems.join("; "), bound, CONFIG);
}

function interval(what: string, text = "1m"): readonly string[] {
  return parsePromDuration(text) === INTERVAL_MS ? [] : [`${what} ${text}`];
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : undefined;
  }
}

/** Step 3.2. */
export const targets: Check = {
  id: "3.2",
  task: 1,
  title:
    "Prometheus gets answers of all three, each from whom it is called after",
  hints: [
    "Status, Target health in Prometheus's page says what each answered.",
    "connection refused: the port. no such host: the name. Is the shop up at all?",
    "docker compose logs prometheus, when it does not start: it tells the line that it dislikes.",
  ],
  async run({ prometheus, clock }) {
    const asked = await prometheus();
    const began = clock.monotonic();
    for (;;) {
      const finding = await targetsNow(asked);
      const isLate = clock.monotonic() - began > INTERVAL_MS + 5000;
      if (finding.verdict === "pass" || isLate) return finding;
      await clock.sleep(1000); // who has just come is seen at the next scrape
    }
  },
};

async function targetsNow({ ask, query }: Prometheus): Promise<Finding> {
  const { activeTargets } = Targets.parse(
    await ask("/api/v1/targets?state=active"),
  );
  const builds = await query(
    '{__name__=~"(gateway|events|payments)_build_info"}',
  );
  return evaluateTargets(
    activeTargets.map((one) => ({
      job: one.labels.job ?? "",
      health: one.health,
      every: one.scrapeInterval,
      error: one.lastError,
    })),
    // Of a target that a restart has left out the last sample counts for five minutes more.
    builds.filter(({ metric }) =>
      activeTargets.some(({ labels }) =>
        labels.job === metric.job && labels.instance === metric.instance
      )
    ).map(({ metric }) => ({
      job: metric.job ?? "",
      service: (metric.__name__ ?? "").replace("_build_info", ""),
    })),
  );
}

const Targets = z.object({
  activeTargets: z.array(z.looseObject({
    labels: z.record(z.string(), z.string()),
    health: z.string(),
    scrapeInterval: z.string(),
    lastError: z.string().default(""),
  })),
});

/** A target, as Prometheus sees it. */
export interface Target {
  readonly job: string;
  readonly health: string;
  readonly every: string;
  readonly error: string;
}

/** A service that has told its name, and the job that it told it to. */
export interface Build {
  readonly job: string;
  readonly service: string;
}

/** Evaluates them. */
export function evaluateTargets(
  all: readonly Target[],
  builds: readonly Build[],
): Finding {
  const bound =
    "gateway, events and payments: up, every 15 s, and each tells its own name";
  const problems = SERVICES.flatMap((service) => {
    const own = all.filter(({ job }) => job === service);
    const down = own.find(({ health }) => health !== "up");
    const late = own.find(({ every }) =>
      parsePromDuration(every) !== INTERVAL_MS
    );
    const isOther = !builds.some((one) =>
      one.job === service && one.service === service
    );
    if (own.length === 0) return [`no job ${service}`];
    if (down !== undefined) {
      return [`${service} is ${down.health}: ${down.error || "not asked yet"}`];
    }
    if (late !== undefined) return [`${service} is asked every ${late.every}`];
    return isOther ? [`who answers to job ${service} is another service`] : [];
  });
  const up = all.filter(({ health }) => health === "up").length;
  return problems.length === 0
    ? pass(`${up} of ${all.length} targets are up`, bound, all)
    : fail(problems.join("; "), bound, "http://localhost:9090/targets", all);
}
