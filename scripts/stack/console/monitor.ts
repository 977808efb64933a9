/**
 * Looks at the shop every second and informs its listeners.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { State } from "../local/mod.ts";
import { type BudgetLedger, budgetLedger } from "./budget.ts";
import { parseExposition } from "../../adapters/prometheus/mod.ts";
import { faultsClient } from "../../adapters/shop/mod.ts";
import { type FaultsWatch, faultsWatch } from "./faults_watch.ts";
import { type Ask, lookAtParts } from "./health.ts";
import { createHistory, FIGURES, type History } from "./history.ts";
import type { LabProgress } from "./lab_progress.ts";
import type { LoadView } from "./load_control.ts";
import type { LogBook } from "./log_book.ts";
import { OBJECTIVES } from "./objectives.ts";
import { type Observation, serviceMonitor } from "./service_monitor.ts";
import type { Snapshot } from "./snapshot.ts";

/** The dependencies of the monitor. */
export interface MonitorOptions {
  readonly services: readonly string[];
  readonly clock: Clock;
  readonly ask: Ask;
  readonly fetch: typeof fetch;
  readonly book: LogBook;
  /** The running parts and their addresses; undefined when no stack runs. */
  look(): Promise<State | undefined>;
  /** Reads what the logs have gained into the book. */
  readLogs(): Promise<void>;
  load(): LoadView;
  labs(): Promise<LabProgress | undefined>;
}

/** The shop under observation. */
export interface Monitor {
  /** Row time 0: milliseconds since 1970. */
  readonly start: number;
  readonly history: History;
  /** The last state of the stack that was seen. */
  state(): State | undefined;
  /** Looks now. */
  tick(): Promise<Snapshot>;
  /** The answer to a change of faults. */
  faultsOf(service: string): FaultsWatch;
  /** Seconds on the clock by which faults live. */
  seconds(): number;
}

/** Makes a monitor that has seen nothing. */
export function createMonitor(options: MonitorOptions): Monitor {
  const { services, clock, ask, book } = options;
  const start = clock.now();
  const zero = clock.monotonic();
  const history = createHistory(1 + services.length * FIGURES.length);
  const monitors = new Map(services.map((s) => [s, serviceMonitor(s)]));
  const watches = new Map(services.map((s) => [s, faultsWatch()]));
  const ledgers: readonly BudgetLedger[] = OBJECTIVES.journeys.map((journey) =>
    budgetLedger(journey, OBJECTIVES)
  );
  let state: State | undefined;

  function seconds(): number {
    return (clock.monotonic() - zero) / 1000;
  }

  function faultsOf(service: string): FaultsWatch {
    const watch = watches.get(service) ?? faultsWatch();
    watches.set(service, watch);
    return watch;
  }

  async function observe(service: string): Promise<Observation | undefined> {
    const url = state?.services[service]?.url;
    const isRunning = state?.services[service]?.pid != null;
    const page = isRunning ? await ask(`${url}/metrics`) : undefined;
    const isRead = page?.status === 200;
    const samples = isRead ? parseExposition(page.text) : undefined;
    const observation = monitors.get(service)?.observe(samples, seconds());
    if (isRead) await askFaults(service, observation?.faults ?? {});
    return observation;
  }

  async function askFaults(
    service: string,
    gauge: Observation["faults"],
  ): Promise<void> {
    const [url, token] = [state?.services[service]?.url, state?.faultsToken];
    const watch = faultsOf(service);
    if (url === undefined || token === undefined) return;
    if (!watch.isStale(gauge, seconds())) return;
    try {
      const client = faultsClient({ url, token, fetch: options.fetch });
      watch.learn(await client.read(), seconds());
    } catch {
      watch.fail(seconds()); // it is away, or has no faults: asked again later
    }
  }

  async function tick(): Promise<Snapshot> {
    const seen = await options.look();
    state = seen ?? (state && stopped(state));
    const [parts, observations, labs] = await Promise.all([
      state === undefined ? [] : lookAtParts(state, ask),
      Promise.all(services.map(observe)),
      options.labs(),
      options.readLogs(),
    ]);
    const at = seconds();
    const row = [at];
    for (const [i, service] of services.entries()) {
      const observation = observations[i];
      for (const figure of FIGURES) {
        row.push(observation?.figures[figure] ?? NaN);
      }
      if (service !== "gateway") continue;
      for (const ledger of ledgers) {
        ledger.add(at, observation?.answered ?? []);
      }
    }
    history.add(row);
    return {
      row: row.map((value) => Number.isFinite(value) ? round(value) : null),
      parts,
      budgets: ledgers.map((ledger) => ledger.view(at)),
      faults: Object.fromEntries(
        services.map((service) => [service, faultsOf(service).view(at)]),
      ),
      load: options.load(),
      logs: book.news(),
      labs,
    };
  }

  return { start, history, state: () => state, tick, faultsOf, seconds };
}

/** The remains of a stack whose supervisor has died. */
function stopped(state: State): State {
  const services = Object.fromEntries(
    Object.entries(state.services).map(([name, service]) =>
      [name, { ...service, pid: null }] as const
    ),
  );
  const off = <T>(store: T) => store && { ...store, pid: null };
  return {
    ...state,
    services,
    postgres: off(state.postgres),
    redis: off(state.redis),
  };
}

/** To a thousandth: enough for any eye, short on the wire. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
