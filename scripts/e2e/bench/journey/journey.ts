/**
 * The customer's journey: list, reserve, pay. CPU time of each process for each
 * step, of the shop, of a bare chain, and of the shop without one layer.
 *
 * Time on the wall says little on a machine that others use. So CPU time is
 * read where the kernel keeps it, and the variants take turns in each round.
 * @module
 */

import { ROOT, type Stack } from "../../../stack/local/mod.ts";
import { serve, type Served, SERVICE_FLAGS } from "../../../lib/process/mod.ts";
import { successful, wrk } from "../wrk.ts";
import { importMapOf, type Variant, VARIANTS } from "./variants.ts";
import { readText, replaceFile } from "../../../lib/files/mod.ts";

/** What one variant took in one round. */
export interface Sample {
  readonly variant: string;
  /** CPU time of a step in each process (us). */
  readonly gateway: number;
  readonly events: number;
  readonly payments: number;
  /** Steps in a second. */
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** How long, how often. */
export interface JourneyOptions {
  readonly stack: Pick<Stack, "databaseUrl" | "redisUrl">;
  readonly seconds: number;
  readonly connections: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

const SCRIPT = new URL("../journey.lua", import.meta.url).pathname;
const ROOT_URL = new URL(`file://${ROOT.replace(/\/*$/, "/")}`).href;

/** Measures them in turns. */
export async function measureJourney(
  options: JourneyOptions,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    for (const variant of VARIANTS) {
      const sample = await measureOne(options, variant);
      samples.push(sample);
      const { gateway, events, payments } = sample;
      const all = (gateway + events + payments).toFixed(0);
      options.say(`round ${round}, ${variant.name}: ${all} us a step`);
    }
  }
  return samples;
}

async function measureOne(
  options: JourneyOptions,
  variant: Variant,
): Promise<Sample> {
  const { connections, seconds } = options;
  const map = await Deno.makeTempFile({ suffix: ".json" });
  const { imports } = JSON.parse(await readText(`${ROOT}/deno.json`));
  await replaceFile(
    map,
    JSON.stringify(importMapOf(variant, imports, ROOT_URL)),
  );
  const started: Served[] = [];
  try {
    const [gateway, events, payments] = await open(options, variant, map);
    started.push(gateway, events, payments);
    const url = `${gateway.url}/`;
    const run = (duration: number) =>
      wrk({ url, connections, seconds: duration, script: SCRIPT });
    await run(Math.max(2, Math.ceil(seconds / 2))); // compiles what is hot
    const before = await Promise.all(started.map((one) => one.cpuMs()));
    const result = successful(await run(seconds));
    const after = await Promise.all(started.map((one) => one.cpuMs()));
    const [a = NaN, b = NaN, c = NaN] = after.map((ms, i) =>
      1000 * (ms - (before[i] ?? NaN)) / result.requests
    );
    return {
      variant: variant.name,
      gateway: a,
      events: b,
      payments: c,
      perSecond: result.requestsPerSecond,
      p99Ms: result.p99Ms,
    };
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    await Deno.remove(map);
  }
}

async function open(
  { stack }: JourneyOptions,
  { isBare = false, env = {} }: Variant,
  map: string,
): Promise<readonly [Served, Served, Served]> {
  const [database, redis] = [
    new URL(stack.databaseUrl),
    new URL(stack.redisUrl),
  ];
  const start = (name: string, own: Record<string, string>) =>
    serve({
      args: [
        ...["run", "-A", "--quiet", "--no-lock", ...SERVICE_FLAGS],
        ...[`--import-map=${map}`, program(name, isBare)],
      ],
      env: { ROLE: name, ...own, ...env },
      path: "/livez",
    });
  const events = await start("events", {
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    DB_HOST: database.hostname,
    DB_PORT: database.port,
    DB_NAME: database.pathname.slice(1),
    DB_USER: decodeURIComponent(database.username),
    DB_PASS: decodeURIComponent(database.password),
    REDIS_HOST: redis.hostname,
    REDIS_PORT: redis.port,
    REDIS_PASS: decodeURIComponent(redis.password),
  });
  const payments = await start("payments", {});
  const gateway = await start("gateway", {
    EVENTS_URL: events.url,
    PAYMENTS_URL: payments.url,
  });
  return [gateway, events, payments];
}

function program(name: string, isBare: boolean): string {
  return isBare
    ? "scripts/e2e/bench/journey/bare_chain_server.ts"
    : `services/${name}/main.ts`;
}
