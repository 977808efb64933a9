/**
 * The whole shop on one machine: PostgreSQL, Redis and every service, each a
 * process of its own that can be stopped, killed and started again.
 * @module
 */

import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Action,
  DEV_DIRECTORY,
  listenForCommands,
  logFile,
  type StackPaths,
  stackPaths,
} from "../../adapters/running_stack/mod.ts";
import { answersOk, answersPing, poll } from "../../lib/wait/mod.ts";
import { prepareDatabase } from "./prepare_database.ts";
import { Members } from "./members.ts";
import { fileSink } from "./pump.ts";
import { localUrl, serviceProcess, type Wiring } from "./services.ts";
import { StackActions } from "./stack_actions.ts";
import { passwordOf } from "./postgres_login.ts";
import type { Stack, StackOptions } from "./stack_options.ts";
import { stateKeeper } from "./state_keeper.ts";
import { storesOf } from "./stores.ts";
import type { Supervised } from "./supervisor.ts";

/** How long events may take to see a database that is ready (ms). */
const READY_MS = 30_000;

/**
 * Lays out a stack that does not run yet; `boot()` starts it.
 * @throws {CouldNotRun} when another stack lives in the same directory
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const { directory, ports, services, clock = systemClock } = options;
  const { note = () => {} } = options;
  const paths = stackPaths(directory);
  await Deno.mkdir(paths.logs, { recursive: true });

  const stores = storesOf({
    paths,
    ports,
    programs: `${DEV_DIRECTORY}/postgres`,
    password: await passwordOf(directory),
    databaseUrl: options.databaseUrl,
    redisUrl: options.redisUrl,
    redis: options.redis ?? "installed",
    clock,
    note,
  });
  const [{ url: databaseUrl }, { url: redisUrl }] = stores;
  const address = options.address ?? "127.0.0.1";
  const wiring: Wiring = { ports, databaseUrl, redisUrl, address };
  const { onLine, onEnd } = options;
  const members = new Members({
    clock,
    onEnd,
    openLog: (name) =>
      fileSink(logFile(paths, name), onLine && ((line) => onLine(name, line))),
    onChange: () => void keeper.save(),
    foreign: stores,
  });
  // A tool that sets a fault must be able to read the state file, or this.
  const faultsToken = options.env?.FAULTS_TOKEN ?? crypto.randomUUID();
  const actions = new StackActions({
    services,
    members,
    env: { ...options.env, FAULTS_TOKEN: faultsToken },
    onDone: () => keeper.save(),
  });
  for (const service of services) {
    const overrides = () => actions.overridesOf(service.name);
    await members.add(serviceProcess({ service, wiring, overrides }));
  }
  for (const { process } of stores) if (process) await members.add(process);

  const urlOf = (name: string): string => localUrl(ports.get(name) ?? 0);
  const control = listenForCommands(async ({ action, name, variables }) => {
    await actions.act(action, name, variables);
    return sentence(action, members.get(name, action));
  });
  const keeper = await stateKeeper(paths, {
    control,
    faultsToken,
    services: services.map(({ name }) => ({ name, url: urlOf(name) })),
    stores,
    pidOf: (name) => members.find(name)?.pid ?? null,
  }).catch(async (error) => {
    await control.close();
    members.close();
    throw error;
  });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    closing ??= (async () => {
      await control.close();
      await endAll(members, services);
      await keeper.remove();
      members.close();
    })();
  return {
    urls: Object.fromEntries(services.map(({ name }) => [name, urlOf(name)])),
    databaseUrl,
    redisUrl,
    paths,
    names: members.names,
    env: {
      ...Object.fromEntries(
        services.map(({ name }) => [`${name.toUpperCase()}_URL`, urlOf(name)]),
      ),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      DEV_STATE: paths.state,
    },
    boot: () => boot(members, { options, clock, databaseUrl, urlOf, paths }),
    pid: (name) => members.get(name, "find").pid,
    start: (name) => actions.act("start", name),
    stop: (name) => actions.act("stop", name),
    kill: (name) => actions.act("kill", name),
    restart: (name, env = {}) =>
      actions.act(
        "restart",
        name,
        Object.entries(env).map(([k, v]) => `${k}=${v}`),
      ),
    reload: (name) => actions.reload(name),
    killAll: () => members.killAll(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Starts everything at once; resolves when events can reserve. */
async function boot(
  members: Members,
  { options, clock, databaseUrl, urlOf, paths }: {
    readonly options: StackOptions;
    readonly clock: Clock;
    readonly databaseUrl: string;
    readonly urlOf: (name: string) => string;
    readonly paths: StackPaths;
  },
): Promise<void> {
  const { services, note = () => {} } = options;
  await requireRedis(options.redisUrl);
  const start = async (name: string): Promise<void> =>
    await members.find(name)?.start();
  await Promise.all([
    start("postgres").then(() => prepareDatabase(databaseUrl, note)),
    start("redis"),
    ...services.map(({ name }) => start(name)),
  ]);
  if (members.find("events") === undefined) return;
  const ready = (): Promise<boolean> => answersOk(`${urlOf("events")}/readyz`);
  if (await poll(ready, { clock, withinMs: READY_MS })) return;
  throw new CouldNotRun(
    "Cannot start events: it runs, but its /readyz did not answer 200 " +
      `within ${READY_MS / 1000} s; see ${logFile(paths, "events")}`,
  );
}

/** Services first: they finish what is in flight, for which they need stores. */
async function endAll(
  members: Members,
  services: StackOptions["services"],
): Promise<void> {
  await Promise.all(services.map(({ name }) => members.find(name)?.stop()));
  await members.find("redis")?.stop();
  await members.find("postgres")?.stop();
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
