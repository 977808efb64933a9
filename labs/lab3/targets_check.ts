/**
 * Whether Prometheus gets answers of all three services.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Prometheus } from "../../scripts/adapters/prometheus/mod.ts";
import { parsePromDuration } from "../../scripts/lib/text/mod.ts";
import { INTERVAL_MS, SERVICES } from "./config_check.ts";

/** Step 3.2. */
export const targets: Check = {
  id: "3.2",
  task: 1,
  title: "Prometheus reaches all three services, and each job asks its own",
  hints: [
    "What does the page http://localhost:9090/targets say about the target that is down?",
    "Prometheus pulls, so a target that does not answer is a signal in itself (Lecture 3, " +
    "slide 9). connection refused points at the port, no such host at the name.",
    "A target mail:25 with connection refused: the name was found, and no program listens " +
    "on port 25. The service listens on 2525.",
  ],
  measures:
    "which targets are up, how often they are asked, and which service answers",
  tool: "Prometheus API",
  catches: [
    "a job that asks another service",
    "a target that is down",
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

/** A service that has reported its name, and the job that scraped it. */
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
    if (own.length === 0) {
      return [`the running Prometheus has no job ${service}`];
    }
    if (down !== undefined) {
      return [`${service} is ${down.health}: ${down.error || "not asked yet"}`];
    }
    if (late !== undefined) return [`${service} is asked every ${late.every}`];
    return isOther
      ? [
        `job ${service} reaches another service: its answers have no ${service}_build_info`,
      ]
      : [];
  });
  const up = all.filter(({ health }) => health === "up").length;
  return problems.length === 0
    ? pass(`${up} of ${all.length} targets are up`, bound, all)
    : fail(
      problems.join("; "),
      bound,
      "http://localhost:9090/targets; after a change of prometheus.yml: curl -X POST localhost:9090/-/reload",
      all,
    );
}
