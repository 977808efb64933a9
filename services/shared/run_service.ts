/**
 * The edge of a service: command line, environment, socket, signals, exit code.
 * Nothing else in `services/` touches `Deno.*`.
 * @module
 */

import { cpuUsage } from "node:process";
import { setImmediate } from "node:timers";
import { systemClock } from "./clock.ts";
import type { CommonConfig } from "./common_env.ts";
import { EnvError, parseEnv, type Values, type Variable } from "./env.ts";
import { type HttpServer, LIMITS, openServer } from "./http_server.ts";
import { usage } from "./usage.ts";
import { stop } from "./lifecycle.ts";
import { createLineWriter, writeAll } from "./line_writer.ts";
import { startLoop } from "./loop.ts";
import { configureLogging, type Logger, serviceLogger } from "./log.ts";
import {
  registerProcessMetrics,
  watchEventLoopLag,
} from "./process_metrics.ts";
import type { ServiceApp } from "./service_app.ts";

type Table = Readonly<Record<string, Variable<unknown>>>;

/** A service that is up, but for its socket. */
export interface RunningService {
  readonly app: ServiceApp;
  /** Closes pools and stops loops; called once, after the last answer. */
  close(): Promise<void>;
}

/** A service as its `main.ts` describes it. */
export interface ServiceDefinition<T extends Table> {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly summary: string;
  readonly env: T;
  /** Builds the service. Must not wait for any dependency. */
  start(config: Values<T>): RunningService;
}

/** How often to look for bodies that are late (ms). */
const BODY_WATCH_MS = 250;

/** Exit codes of a service's process. */
const Exit = { ok: 0, failed: 1, badUsage: 2 } as const;

/** Runs the sub-command that was asked for, then ends the process. */
export async function runService<T extends Table>(
  definition: ServiceDefinition<T>,
): Promise<void> {
  const { name, env: table } = definition;
  const [command, ...rest] = Deno.args;
  if (command === "--help" || command === "-h") {
    writeAll(Deno.stdout, `${usage(definition)}\n`);
    return;
  }
  try {
    const config = parseEnv(name, table, readEnv);
    const common = config as unknown as CommonConfig;
    if (command === undefined) return await serve(definition, config, common);
    if (command === "--version") {
      return writeAll(Deno.stdout, `${common.appVersion}\n`);
    }
    if (command === "health") return await health(rest[0], common.port);
    fail(
      `Cannot start ${name}: unknown argument ${command}, try --help`,
      Exit.badUsage,
    );
  } catch (error) {
    if (error instanceof EnvError) fail(error.message, Exit.badUsage);
    // Not thrown on: loops that have been started would keep the process alive.
    fail(`Cannot start ${name}: ${reasonOf(error)}`, Exit.failed);
  }
}

/** Undefined also for a variable this process may not read. */
function readEnv(name: string): string | undefined {
  return Deno.env.get(name);
}

async function serve<T extends Table>(
  definition: ServiceDefinition<T>,
  config: Values<T>,
  common: CommonConfig,
): Promise<void> {
  const { name } = definition;
  const lines = createLineWriter(
    Deno.stdout,
    (flush) => void setImmediate(flush),
  );
  globalThis.addEventListener("unload", lines.flush);
  await configureLogging({
    service: name,
    level: common.logLevel,
    write: lines.write,
  });
  const log = serviceLogger(name, "process");
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("A promise was rejected and no code handled it", {
      error: event.reason,
    });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    const { error } = event;
    const stack = error instanceof Error ? error.stack : undefined;
    log.error("This process ends on an error that nothing caught", {
      error,
      stack,
    });
    Deno.exit(Exit.failed);
  });
  const { app, close } = definition.start(config);
  registerProcessMetrics({
    service: name,
    version: common.appVersion,
    registry: app.registry,
    process: { residentBytes, cpuSeconds },
  });
  const lagWatch = new AbortController();
  app.track(watchEventLoopLag(app.registry, systemClock, lagWatch.signal));
  const bodyWatch = startLoop({
    clock: systemClock,
    everyMs: BODY_WATCH_MS,
    round: () => Promise.resolve(app.giveUpOnLateBodies()),
  });
  const server = listen(app, common, log);
  log.info("Listening on {host}:{port}", {
    host: common.host,
    port: server.port,
    version: common.appVersion,
  });
  server.broken.catch((error: unknown) => {
    log.error("Cannot accept connections any more, so this process ends", {
      error,
    });
    Deno.exit(Exit.failed);
  });

  let stopping = false;
  async function stopOn(signal: Deno.Signal): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info("Stopping on {signal}", { signal, in_flight: app.inFlight() });
    lagWatch.abort();
    const clean = await stop({
      app,
      server,
      close: async () => {
        await bodyWatch.stop();
        await close();
      },
      clock: systemClock,
      quietMs: common.shutdownQuietMs,
      graceMs: common.shutdownGraceMs,
    });
    if (clean) log.info("Stopped");
    else log.error("Cut off at the deadline", { in_flight: app.inFlight() });
    Deno.exit(clean ? Exit.ok : Exit.failed);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    Deno.addSignalListener(signal, () => void stopOn(signal));
  }
}

function listen(
  app: ServiceApp,
  { host, port }: CommonConfig,
  log: Logger,
): HttpServer {
  try {
    return openServer({
      host,
      port,
      handler: app.hono.fetch,
      limits: LIMITS,
      clock: systemClock,
      log,
    });
  } catch (error) {
    const reason = error instanceof Deno.errors.AddrInUse
      ? "the port is in use; stop what uses it, or choose another with PORT"
      : reasonOf(error);
    return fail(`Cannot listen on ${host}:${port}: ${reason}`, Exit.failed);
  }
}

/** How long an image's health check may take in all (ms). */
const HEALTH_TIMEOUT_MS = 2000;

/** Exits 0 when the URL answers 2xx, by default the service's own readiness. */
async function health(
  url = "",
  port: number,
): Promise<void> {
  const target = url || `http://127.0.0.1:${port}/readyz`;
  try {
    const answer = await fetch(target, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    fail(`${target} answered ${answer.status}`, Exit.failed);
  } catch (error) {
    fail(`${target} did not answer: ${reasonOf(error)}`, Exit.failed);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string, code: number): never {
  writeAll(Deno.stderr, `${message}\n`);
  Deno.exit(code);
}

function residentBytes(): number {
  return Deno.memoryUsage().rss;
}

function cpuSeconds(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1e6;
}
