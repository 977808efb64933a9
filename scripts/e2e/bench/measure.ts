/**
 * What is measured, each against something in the same run: on a noisy machine
 * ratios hold where absolute figures don't.
 * @module
 */

import { fileURLToPath } from "node:url";
import { type Figure, median } from "../../lib/measured/mod.ts";
import { measureManyOrders } from "./many_orders.ts";
import type { MeasureOptions } from "./measure_options.ts";
import { serve, type Served, serviceArgs } from "../../lib/process/mod.ts";
import { measureStart } from "./start.ts";
import { successful, wrk, type WrkResult } from "./wrk.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Everything under measurement, up. */
interface Scene {
  readonly gateway: Served;
  readonly events: Served;
  readonly payments: Served;
  readonly bareQuery: Served;
  readonly bareProxy: Served;
}

/** Measures all figures. */
export async function measure(
  options: MeasureOptions,
): Promise<readonly Figure[]> {
  const { say } = options;
  say("starting everything");
  const scene = await open(options);
  const all = Object.values(scene);
  try {
    const idle = await Promise.all(
      [scene.gateway, scene.events, scene.payments].map((one) => one.rssMb()),
    );
    const figures = [
      await pair(options, {
        what: "events `GET /events` against a bare query loop",
        bound: { min: 60 },
        ours: scene.events,
        bare: scene.bareQuery,
      }),
      await pair(options, {
        what: "gateway `GET /events` against a bare fetch proxy",
        bound: { min: 50 },
        ours: scene.gateway,
        bare: scene.bareProxy,
      }),
      ...await cpu(options, scene),
      await measureManyOrders(options, scene.events),
      {
        what: "idle memory, the largest service",
        value: Math.max(...idle),
        unit: "MB",
        bound: { max: 100 },
        from: "VmRSS of " + idle.map((mb) => mb.toFixed(0)).join(", "),
      } satisfies Figure,
      await measureStart(options),
    ];
    return figures;
  } finally {
    await Promise.all(all.map((one) => one.stop()));
  }
}

async function open({ stack }: MeasureOptions): Promise<Scene> {
  const [database, redis] = [
    new URL(stack.databaseUrl),
    new URL(stack.redisUrl),
  ];
  const service = (name: string, env: Record<string, string>) =>
    serve({ args: serviceArgs(name), env, path: "/livez" });
  const bare = (name: string, env: Record<string, string>) =>
    serve({ args: ["run", "-A", HERE + name], env, path: "/events" });
  const events = await service("events", {
    DB_HOST: database.hostname,
    DB_PORT: database.port,
    DB_NAME: database.pathname.slice(1),
    DB_USER: database.username,
    REDIS_HOST: redis.hostname,
    REDIS_PORT: redis.port,
    REDIS_PASS: decodeURIComponent(redis.password),
  });
  const payments = await service("payments", {});
  const EVENTS_URL = events.url;
  const [gateway, bareQuery, bareProxy] = await Promise.all([
    service("gateway", { EVENTS_URL, PAYMENTS_URL: payments.url }),
    bare("bare_query_server.ts", { DATABASE_URL: stack.databaseUrl }),
    bare("bare_proxy_server.ts", { EVENTS_URL }),
  ]);
  return { gateway, events, payments, bareQuery, bareProxy };
}

/** In turns, so that what the machine does meanwhile hits both. */
async function pair(
  { seconds, connections, rounds, say }: MeasureOptions,
  { what, bound, ours, bare }: Pick<Figure, "what" | "bound"> & {
    readonly ours: Served;
    readonly bare: Served;
  },
): Promise<Figure> {
  say(what);
  const rates = { ours: [] as number[], bare: [] as number[] };
  const run = async ({ url }: Served): Promise<number> =>
    successful(await wrk({ url: `${url}/events`, connections, seconds }))
      .requestsPerSecond;
  for (let round = 0; round < rounds; round++) {
    rates.bare.push(await run(bare));
    rates.ours.push(await run(ours));
  }
  const [mine, least] = [median(rates.ours), median(rates.bare)];
  return {
    what,
    value: 100 * mine / least,
    unit: "%",
    bound,
    from: `${mine.toFixed(0)} and ${least.toFixed(0)} requests a second, ` +
      `medians of ${rounds}`,
  };
}

async function cpu(
  { seconds, connections, say }: MeasureOptions,
  { gateway, events, payments }: Scene,
): Promise<readonly Figure[]> {
  const services = [gateway, events, payments];
  const spent = async (): Promise<number> =>
    (await Promise.all(services.map((one) => one.cpuMs())))
      .reduce((sum, ms) => sum + ms, 0);
  async function run(
    path: string,
    script?: string,
  ): Promise<WrkResult & { readonly cpuMs: number }> {
    const before = await spent();
    const result = successful(
      await wrk({
        url: gateway.url + path,
        connections,
        seconds: seconds * 2,
        ...script === undefined ? {} : { script },
      }),
    );
    return { ...result, cpuMs: (await spent() - before) / result.requests };
  }
  say("CPU time of a list");
  const list = await run("/events");
  say("the whole journey");
  const script = `${HERE}journey.lua`;
  await run("/", script); // warms up: its code has not run before
  const journey = await run("/", script);
  return [
    {
      what: "CPU of a list through the gateway, all services",
      value: list.cpuMs,
      unit: "ms",
      bound: { max: 0.25 },
      from: `${list.requests} requests`,
    },
    {
      what: "CPU of a journey step (list, reserve, pay), all services",
      value: journey.cpuMs,
      unit: "ms",
      bound: { max: 0.5 },
      from: `${journey.requests} requests`,
    },
    {
      what: `p99 of the journey's steps at ${connections} connections`,
      value: journey.p99Ms,
      unit: "ms",
      bound: { max: 50 },
      from: `${journey.requestsPerSecond.toFixed(0)} requests a second`,
    },
  ];
}
