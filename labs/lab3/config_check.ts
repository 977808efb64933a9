/**
 * The targets that Prometheus scrapes, and how often.
 * @module
 */

import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { checkConfig } from "../../scripts/adapters/prometheus/mod.ts";
import { parsePromDuration } from "../../scripts/lib/text/mod.ts";
import {
  addressesOf,
  CONFIG,
  type Job,
  readScrapeConfig,
} from "./scrape_config.ts";

/** The name of each service in compose, and its port. */
const PORTS = { gateway: 8080, events: 8081, payments: 8082 } as const;

/** The services to ask. */
export const SERVICES = ["gateway", "events", "payments"] as const;

/** How often the lab asks (ms). */
export const INTERVAL_MS = 15_000;

/** Step 3.1. */
export const config: Check = {
  id: "3.1",
  task: 1,
  title: "prometheus.yml has three jobs, asked every 15 s",
  hints: [
    "How does Prometheus learn whom to ask, and how often?",
    "A job has a name and targets. The intervals are in the part global, and each has a " +
    "default of one minute (Lecture 3, slide 9). Inside Compose a service is reached by " +
    "its name and its own port.",
    "For a service called mail that listens on 2525: job_name: mail, static_configs: [{ " +
    'targets: ["mail:2525"] }].',
  ],
  measures:
    "jobs, addresses and intervals, with the files that prometheus.yml names",
  tool: "YAML library, promtool check config",
  catches: [
    "localhost or a published port",
    "another interval, path or scheme",
    "a misspelt key",
  ],
  async run(context) {
    const text = await context.read(CONFIG);
    const finding = await evaluateConfig(text, context);
    if (finding.verdict !== "pass") return finding;
    // Prometheus itself knows what else it would refuse, such as a misspelt key.
    const refused = await checkConfig(context, text ?? "");
    return refused === undefined ? finding : fail(
      `Prometheus refuses the file: ${refused}`,
      finding.bound,
      `${CONFIG}; promtool check config --syntax-only ${CONFIG}`,
    );
  },
};

type Files = Pick<CheckContext, "read" | "files">;

/** Evaluates the file. A job that finds its targets in another way is left to step 3.2. */
export async function evaluateConfig(
  text: string | undefined,
  files: Files,
): Promise<Finding> {
  if (text === undefined) {
    return notStarted(`there is no ${CONFIG}`, "step 3.1");
  }
  const bound =
    "jobs gateway, events and payments, each with its service's own name and port, " +
    "scraped and evaluated every 15 s";
  const read = await readScrapeConfig(text, files);
  if (typeof read === "string") {
    return fail(`${CONFIG} cannot be read: ${read}`, bound, CONFIG);
  }
  const { jobs, scrapeInterval, evaluationInterval } = read;
  const problems: string[] = [];
  for (const service of SERVICES) {
    const own = jobs.filter(({ job_name }) => job_name === service);
    const [job, ...more] = own;
    if (job === undefined) problems.push(`no job ${service}`);
    else if (more.length > 0) problems.push(`${own.length} jobs ${service}`);
    else {problems.push(
        ...await jobProblems(job, service, scrapeInterval, files),
      );}
  }
  problems.push(...interval("rules are evaluated every", evaluationInterval));
  return problems.length === 0
    ? pass(`${jobs.length} jobs, 15 s`, bound)
    : fail(problems.join("; "), bound, CONFIG);
}

async function jobProblems(
  job: Job,
  service: typeof SERVICES[number],
  scrapeInterval: string | undefined,
  files: Files,
): Promise<readonly string[]> {
  const targets = await addressesOf(job, files);
  const wanted = `${service}:${PORTS[service]}`;
  const isElsewhere = targets !== undefined &&
    (targets.length !== 1 || targets[0] !== wanted);
  const path = job.metrics_path ?? "/metrics";
  const scheme = job.scheme ?? "http";
  return [
    ...isElsewhere
      ? [`${service} is asked at ${targets.join(", ") || "no target"}`]
      : [],
    ...path === "/metrics" || targets === undefined
      ? []
      : [`${service} is asked for ${path}`],
    ...scheme === "http" || targets === undefined
      ? []
      : [`${service} is asked by ${scheme}`],
    ...interval(
      `${service} is scraped every`,
      job.scrape_interval ?? scrapeInterval,
    ),
  ];
}

function interval(what: string, text = "1m"): readonly string[] {
  return parsePromDuration(text) === INTERVAL_MS ? [] : [`${what} ${text}`];
}
