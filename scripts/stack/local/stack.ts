/**
 * The whole shop on one machine: PostgreSQL, Redis and every service, each a
 * process of its own that can be stopped, killed and started again.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { CouldNotRun, nearest } from "../../lib/cli/mod.ts";
import {
  type Action,
  DEV_DIRECTORY,
  listenForCommands,
  logFile,
  stackPaths,
} from "../../adapters/running_stack/mod.ts";
import { answersOk, answersPing, poll } from "../../lib/wait/mod.ts";
import { prepareDatabase } from "./prepare_database.ts";
import { fileSink } from "./pump.ts";
import {
  localUrl,
  readVariables,
  type Service,
  serviceProcess,
  type Wiring,
} from "./services.ts";
import type { Stack, StackOptions } from "./stack_options.ts";
import { stateKeeper } from "./state_keeper.ts";
import { storesOf } from "./stores.ts";
import { type ProcessSpec, supervise, type Supervised } from "./supervisor.ts";

/** How long events may take to see a database that is ready (ms). */
const READY_MS = 30_000;

/**
 * Lays out a stack that does not run yet; `boot()` starts it.
 * @throws {CouldNotRun} when another stack lives in the same directory
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const { directory, ports, services, clock = systemClock } = options;
  const { note = () => {}, onLine, onEnd = () => {} } = options;
  const paths = stackPaths(directory);
  await Deno.mkdir(paths.logs, { recursive: true });

  const stores = storesOf({
    paths,
    ports,
    programs: `${DEV_DIRECTORY}/postgres`,
    databaseUrl: options.databaseUrl,
    redisUrl: options.redisUrl,
    redis: options.redis ?? "installed",
    clock,
    note,
  });
  const [{ url: databaseUrl }, { url: redisUrl }] = stores;
  const address = options.address ?? "127.0.0.1";
  const wiring: Wiring = { ports, databaseUrl, redisUrl, address };
  /** What somebody stopped or killed: a changed source does not start it. */
  const unwanted = new Set<string>();
  const overrides = new Map<string, Readonly<Record<string, string>>>();
  // Whoever sets a fault must be able to read the state file, or this variable.
  const faultsToken = options.env?.FAULTS_TOKEN ?? crypto.randomUUID();
  for (const { name } of services) {
    overrides.set(name, { ...options.env, FAULTS_TOKEN: faultsToken });
  }

  const sinks: { close(): void }[] = [];
  const members = new Map<string, Supervised>();
  async function add(spec: ProcessSpec): Promise<void> {
    const { name } = spec;
    const sink = await fileSink(
      logFile(paths, name),
      onLine && ((line) => onLine(name, line)),
    );
    sinks.push(sink);
    const member = supervise(spec, {
      clock,
      output: sink,
      onChange: () => void keeper.save(),
      onEnd,
    });
    members.set(name, member);
  }
  for (const service of services) {
    await add(serviceProcess({
      service,
      wiring,
      overrides: () => overrides.get(service.name) ?? {},
    }));
  }
  for (const { process } of stores) if (process) await add(process);

  const control = listenForCommands(async ({ action, name, variables }) => {
    await act(action, name, variables);
    return sentence(action, member(name, action));
  });
  const keeper = await stateKeeper(paths, {
    control,
    faultsToken,
    services: services.map((service) => ({
      name: service.name,
      url: urlOf(service.name),
    })),
    stores,
    pidOf: (name) => members.get(name)?.pid ?? null,
  }).catch(async (error) => {
    await control.close();
    for (const sink of sinks) sink.close();
    throw error;
  });

  function urlOf(name: string): string {
    return localUrl(ports.get(name) ?? 0);
  }

  function member(name: string, action: string): Supervised {
    const found = members.get(name);
    if (found !== undefined) return found;
    const names = [...members.keys()];
    const store = stores.find((s) => s.name === name);
    const meant = nearest(name, names);
    throw new CouldNotRun(
      `Cannot ${action} ${name}: ` +
        (store !== undefined
          ? `this stack uses the server at ${store.url}, and does not run it`
          : `NAME must be one of ${names.join(", ")}` +
            (meant === undefined ? "" : `, did you mean ${meant}?`)),
    );
  }

  async function act(
    action: Action,
    name: string,
    variables: readonly string[] = [],
  ): Promise<void> {
    const process = member(name, action);
    if (variables.length > 0) {
      const service: Service = services.find((s) => s.name === name) ??
        { name, variables: [] };
      const values = readVariables(service, variables);
      overrides.set(name, { ...overrides.get(name), ...values });
    }
    if (action === "stop" || action === "kill") unwanted.add(name);
    else unwanted.delete(name);
    try {
      await process[action]();
    } finally {
      await keeper.save();
    }
  }

  async function boot(): Promise<void> {
    await requireRedis(options.redisUrl);
    const store = async (name: string): Promise<void> =>
      await members.get(name)?.start();
    await Promise.all([
      store("postgres").then(() => prepareDatabase(databaseUrl, note)),
      store("redis"),
      ...services.map((service) => members.get(service.name)?.start()),
    ]);
    if (!members.has("events")) return;
    const ready = (): Promise<boolean> =>
      answersOk(`${urlOf("events")}/readyz`);
    if (await poll(ready, { clock, withinMs: READY_MS })) return;
    throw new CouldNotRun(
      "Cannot start events: it runs, but its /readyz did not answer 200 " +
        `within ${READY_MS / 1000} s; see ${logFile(paths, "events")}`,
    );
  }

  /** Services first: they finish what is in flight, for which they need stores. */
  async function endAll(): Promise<void> {
    await Promise.all(services.map((s) => members.get(s.name)?.stop()));
    await members.get("redis")?.stop();
    await members.get("postgres")?.stop();
  }

  let closing: Promise<void> | undefined;
  async function shut(): Promise<void> {
    await control.close();
    await endAll();
    await keeper.remove();
    for (const sink of sinks) sink.close();
  }

  const urls = Object.fromEntries(services.map((s) => [s.name, urlOf(s.name)]));
  return {
    urls,
    databaseUrl,
    redisUrl,
    paths,
    names: [...members.keys()],
    env: {
      ...Object.fromEntries(
        services.map((s) => [`${s.name.toUpperCase()}_URL`, urlOf(s.name)]),
      ),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      DEV_STATE: paths.state,
    },
    boot,
    pid: (name) => member(name, "find").pid,
    start: (name) => act("start", name),
    stop: (name) => act("stop", name),
    kill: (name) => act("kill", name),
    restart: (name, env = {}) =>
      act("restart", name, Object.entries(env).map(([k, v]) => `${k}=${v}`)),
    reload: async (name) => {
      if (unwanted.has(name)) return false;
      await act("restart", name);
      return true;
    },
    killAll: async () => {
      await Promise.all([...members.values()].map((m) => m.kill()));
    },
    close: () => closing ??= shut(),
    [Symbol.asyncDispose]: () => closing ??= shut(),
  };
}

/** Services would start without it, and reserve nothing. */
async function requireRedis(url: string | undefined): Promise<void> {
  if (url === undefined || await answersPing(url)) return;
  throw new CouldNotRun(
    `Cannot start: no Redis answers PING at ${url}, which is --redis-url`,
  );
}

function sentence(action: Action, { name, pid }: Supervised): string {
  const done = { start: "runs", restart: "runs again" } as const;
  if (action === "stop") return `${name} is stopped`;
  if (action === "kill") return `${name} is killed`;
  return `${name} ${done[action]}, process ${pid}`;
}
