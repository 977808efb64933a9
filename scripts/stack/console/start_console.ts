/**
 * Puts the console together and listens.
 * @module
 */

import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { portHolder } from "../../lib/process/mod.ts";
import { readState, type State } from "../local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Reach } from "./actions.ts";
import { createApp } from "./app.ts";
import { askWith } from "./get_json.ts";
import { startBeat } from "./ticker.ts";
import { buyTicket } from "./buy.ts";
import { FAULTS_IN_WORDS, PRESETS } from "./fault_catalogue.ts";
import { faultsClient, LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";
import { FIGURES, HISTORY_S } from "./history.ts";
import { readLabProgress } from "./lab_progress.ts";
import { loadControl } from "./load_control.ts";
import { createLogBook } from "./log_book.ts";
import { followFile, type LogFile } from "./log_files.ts";
import { createMonitor } from "./monitor.ts";
import type { Setup } from "./snapshot.ts";
import { logsOf } from "./stack_logs.ts";

/** The stack that the console shows. */
export interface ConsoleOptions {
  /** Of the stack: holds `state.json` and the logs. */
  readonly directory: string;
  /** Where to listen on 127.0.0.1; 0 is any free port. */
  readonly port: number;
  /** Written by the lab tool. */
  readonly labProgress: string;
  readonly clock?: Clock;
  /** Called with a sentence when something inside fails. */
  readonly note?: (text: string) => void;
}

/** A console that runs. */
export interface RunningConsole {
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The default address of the console. */
export const CONSOLE_PORT = 8090;

/**
 * Starts the console of the stack in `directory`.
 * @throws {CouldNotRun} when no stack runs there, or the port is taken
 */
export async function startConsole(
  options: ConsoleOptions,
): Promise<RunningConsole> {
  const { directory, clock = systemClock, note = () => {} } = options;
  const look = (): Promise<State | undefined> =>
    readState(`${directory}/state.json`);
  const initial = await look();
  if (initial === undefined) {
    throw new CouldNotRun(
      "Cannot start the console: no stack runs here; start one: deno task dev",
    );
  }
  const services = Object.keys(initial.services);
  const firstGateway = initial.services.gateway?.url ?? "";
  const book = createLogBook();
  const files = logsOf(initial, directory).map(([component, path]): LogFile =>
    followFile(path, (line) => book.add(component, line, clock.now()))
  );
  const load = loadControl({
    url: gatewayUrl,
    clock,
    random: Math.random,
    fetch,
  });
  const monitor = createMonitor({
    services,
    clock,
    ask: askWith(fetch),
    fetch,
    book,
    look,
    readLogs,
    load: load.view,
    labs: () => readLabProgress(options.labProgress),
  });

  async function readLogs(): Promise<void> {
    await Promise.all(files.map((file) => file.read()));
  }

  function gatewayUrl(): string {
    return monitor.state()?.services.gateway?.url ?? firstGateway;
  }

  const setup: Setup = {
    token: crypto.randomUUID(),
    start: monitor.start / 1000,
    services,
    figures: FIGURES,
    historySeconds: HISTORY_S,
    period: "1 hour, which stands for 30 days",
    presets: PRESETS.filter(({ service }) => services.includes(service)),
    faultsInWords: FAULTS_IN_WORDS,
  };
  const beat = startBeat({
    everyMs: 1000,
    clock,
    work: monitor.tick,
    onError: (error) =>
      note(`the console: ${error instanceof Error ? error.stack : error}`),
  });
  const app = createApp({
    setup,
    monitor,
    beat,
    book,
    readLogs,
    reach: reachOf(monitor, load, gatewayUrl),
  });

  const server = await listen(options.port, app.fetch).catch(async (error) => {
    await beat.stop();
    throw error;
  });
  async function close(): Promise<void> {
    await Promise.all([beat.stop(), load.stop()]);
    await server.shutdown();
  }
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: () => closing ??= close(),
    [Symbol.asyncDispose]: () => closing ??= close(),
  };
}

/**
 * The parts that the page's buttons reach: the load, a purchase, the fault
 * switches.
 */
function reachOf(
  monitor: ReturnType<typeof createMonitor>,
  load: Reach["load"],
  gatewayUrl: () => string,
): Reach {
  return {
    load,
    state: monitor.state,
    buy: () =>
      buyTicket({
        url: gatewayUrl(),
        eventId: LOAD_EVENT_ID,
        requestId: `console-${crypto.randomUUID().slice(0, 8)}`,
        fetch,
      }),
    faults(service) {
      const state = monitor.state();
      const [url, token] = [state?.services[service]?.url, state?.faultsToken];
      if (url === undefined || token === undefined) return undefined;
      return faultsClient({ url, token, fetch });
    },
    learn: (service, answer) =>
      monitor.faultsOf(service).learn(answer, monitor.seconds()),
  };
}

/** @throws {CouldNotRun} naming the process that holds the port */
async function listen(
  port: number,
  handler: Deno.ServeHandler,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  try {
    return Deno.serve(
      { hostname: "127.0.0.1", port, onListen: () => {} },
      handler,
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new CouldNotRun(
      `Cannot start the console: port ${port} is held by ` +
        await portHolder(port),
    );
  }
}
