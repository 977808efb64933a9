/**
 * The rules at work: what they record, against what the gateway's own counters
 * say, counted without PromQL.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  type Shop,
} from "../../scripts/checks/mod.ts";
import type { Prometheus } from "../../scripts/adapters/prometheus/mod.ts";
import { ARENA, canPay } from "./can_pay.ts";
import { countRaw, type RawSeries } from "./count_raw.ts";
import { evaluateSli } from "./recorded_sli.ts";
import { ruleFiles } from "./rules/rule_files.ts";
import { RECORDS } from "./series/facts.ts";

/** How long customers come while payments is away (ms), and after. */
const AWAY_MS = 30_000;
const AFTER_MS = 10_000;

/** Between two rounds of a list, a 404, a reservation and a pay (ms). */
const ROUND_MS = 200;

/** Customers at a time: so many that they count beside what came before. */
const CUSTOMERS = 4;

/** Two scrapes, or a scrape and an evaluation each 30 s (ms). */
const SEEN_MS = 90_000;

/** An event that does not exist. */
const NOWHERE = 999_999;

/** Step 3.8. */
export const sli: Check = {
  id: "3.8",
  task: 2,
  title: "what Prometheus records is what the gateway counted",
  hints: [
    "Has the running Prometheus read your rules, and does it evaluate them without an " +
    "error?",
    "rule_files in prometheus.yml names the files, from the folder of prometheus.yml. A " +
    "running Prometheus reads them again when you ask: curl -X POST " +
    "localhost:9090/-/reload (Lecture 3, slide 15).",
    'http://localhost:9090/rules shows a rule mail:ok:ratio5m with "parse error": ' +
    "Prometheus kept the old rules. After a correction and a reload it shows the value " +
    "and the time of the last evaluation.",
  ],
  measures:
    "what the running Prometheus records against the gateway's own counters",
  tool: "Prometheus API, arithmetic on raw samples",
  catches: [
    "rules that are not loaded",
    "a 404 counted as a failure",
  ],
  async run(context) {
    const [shop, prometheus] = [
      await context.shop(),
      await context.prometheus(),
    ];
    const loaded = Rules.parse(
      await prometheus.ask("/api/v1/rules?type=record"),
    ).groups
      .flatMap(({ rules }) => rules);
    const names = [RECORDS.availability, RECORDS.latency, RECORDS.burn];
    const states = names.map((name) => loaded.find((one) => one.name === name));
    const isWritten = Object.keys(await ruleFiles(context)).length > 0;
    if (!isWritten && states.every((one) => one === undefined)) {
      return notStarted("there are no rules", "step 3.7");
    }
    const problem = evaluateLoaded(
      names.map((name, i) => ({ name, ...states[i] })),
    );
    if (problem !== undefined) return problem;
    const end = await customers(context, shop, prometheus);
    const at = await evaluatedAfter(context, prometheus, end);
    const value = async (record: string) =>
      (await prometheus.query(record))[0]?.value;
    const recorded = {
      availability: await value(RECORDS.availability),
      latency: await value(RECORDS.latency),
      burn: await value(RECORDS.burn),
    };
    return evaluateSli(recorded, countRaw(await raw(prometheus, at)));
  },
};

const Rules = z.object({
  groups: z.array(z.looseObject({
    rules: z.array(z.looseObject({
      name: z.string(),
      health: z.string(),
      lastError: z.string().default(""),
    })),
  })),
});

/** A rule, as the running Prometheus knows it. */
export interface Loaded {
  readonly name: string;
  readonly health?: string;
  readonly lastError?: string;
}

/** Evaluates whether all are in force; undefined: they are. */
export function evaluateLoaded(all: readonly Loaded[]): Finding | undefined {
  const bound = "all three recorded, without an error";
  const missing = all.filter(({ health }) => health === undefined).map((
    { name },
  ) => name);
  const look =
    "rule_files in prometheus.yml, and http://localhost:9090/rules after curl -X POST localhost:9090/-/reload";
  if (missing.length > 0) {
    return fail(`not in force: ${missing.join(", ")}`, bound, look);
  }
  const ill = all.find(({ health }) => health === "err");
  return ill === undefined ? undefined : fail(
    `${ill.name}: ${ill.lastError}`,
    bound,
    "http://localhost:9090/rules",
  );
}

/** Sends customers, some of them while payments is away. @returns when it ended (ms) */
async function customers(
  context: CheckContext,
  shop: Shop,
  { query }: Prometheus,
): Promise<number> {
  const { clock, note } = context;
  note(
    `customers for ${
      (AWAY_MS + AFTER_MS) / 1000
    } s, then Prometheus is waited for ...`,
  );
  await shop.stop("payments");
  try {
    // A new series has not grown for Prometheus, so let it see a failure first.
    await round(shop);
    const began = clock.monotonic();
    while (
      (await query('gateway_requests_total{status=~"5.."} > 0')).length === 0
    ) {
      if (clock.monotonic() - began > AWAY_MS) break;
      await clock.sleep(500);
    }
    await rounds(context, shop, AWAY_MS);
  } finally {
    await shop.start("payments");
  }
  await canPay(context, shop);
  await rounds(context, shop, AFTER_MS);
  return clock.now();
}

async function rounds(
  { clock }: CheckContext,
  shop: Shop,
  ms: number,
): Promise<void> {
  const began = clock.monotonic();
  while (clock.monotonic() - began < ms) {
    await Promise.all(Array.from({ length: CUSTOMERS }, () => round(shop)));
    await clock.sleep(ROUND_MS);
  }
}

async function round({ customer }: Shop): Promise<void> {
  await customer.list();
  await customer.find(NOWHERE);
  await customer.health();
  await customer.pay(await customer.reserved(ARENA));
}

/** Waits until a rule was evaluated after all has been scraped. @returns when that was (s) */
async function evaluatedAfter(
  { clock }: CheckContext,
  { query }: Prometheus,
  endMs: number,
): Promise<number> {
  const began = clock.monotonic();
  const scraped = endMs / 1000 + 16;
  let at = 0;
  while (at < scraped && clock.monotonic() - began < SEEN_MS) {
    await clock.sleep(500);
    at = (await query(`timestamp(${RECORDS.availability})`))[0]?.value ?? 0;
  }
  return at;
}

const Matrix = z.object({
  result: z.array(z.object({
    metric: z.record(z.string(), z.string()),
    values: z.array(z.tuple([z.number(), z.string()])),
  })),
});

async function raw(
  { ask }: Prometheus,
  at: number,
): Promise<readonly RawSeries[]> {
  const all = await Promise.all(
    [
      'gateway_requests_total{job="gateway"}[5m]',
      'gateway_request_duration_seconds_bucket{job="gateway",le="0.5"}[5m]',
      'gateway_request_duration_seconds_count{job="gateway"}[5m]',
    ].map(async (query) => {
      const search = new URLSearchParams({ query, time: String(at) });
      return Matrix.parse(await ask(`/api/v1/query?${search}`)).result;
    }),
  );
  return all.flat().map(({ metric, values }) => ({
    metric,
    values: values.map(([, value]) => Number(value)),
  }));
}
