/**
 * Whole runs of experiments on the shop of a test, without a process and
 * without a file.
 * @module
 */

import { type Experiment, experimentSchema } from "./model/experiment.ts";
import type { Journal } from "./journal.ts";
import { historyFor, keepDoing } from "./observe.ts";
import type { Prediction } from "./prediction.ts";
import { ownRequests } from "./probes/own_requests.ts";
import { runExperiment } from "./run.ts";
import type { RunOptions } from "./run_options.ts";
import { type TestShop, testShop } from "./shop_fixture.ts";
import { runFiles } from "./undo_log.ts";

/** Marks the faults of these runs. */
export const SEED = 7;

const LIST = {
  type: "probe",
  name: "the list",
  tolerance: 200,
  provider: { type: "http", url: "http://gateway/events" },
};

/** A fault of the gateway that no visitor feels. */
export const HARMLESS = {
  type: "action",
  name: "a little late",
  provider: {
    type: "fault",
    service: "gateway",
    fault: { kind: "latency", latency_ms: 0 },
  },
  pauses: { after: 5 },
};

/** A fault of the gateway that breaks the list. */
export const HARMFUL = {
  ...HARMLESS,
  name: "errors",
  provider: {
    type: "fault",
    service: "gateway",
    fault: { kind: "error", status: 500 },
  },
};

/** An experiment: the list answers, whatever `method` does. */
export function experimentWith(
  changes: Readonly<Record<string, unknown>> = {},
  own: Readonly<Record<string, unknown>> = {},
): Experiment {
  return experimentSchema.parse({
    title: "A test",
    description: "of a run",
    "steady-state-hypothesis": { title: "all is well", probes: [LIST] },
    method: [HARMLESS],
    quickticket: {
      targets: ["compose"],
      blast_radius: { parts: ["gateway"], impact: "none" },
      time_limit_s: 30,
      recovery: { within_s: 10 },
      ...own,
    },
    ...changes,
  });
}

/** The results of a run. */
export interface Ran {
  readonly journal: Journal;
  readonly shop: TestShop;
  /** The calls to the guard and the ledger, in order. */
  readonly log: readonly string[];
}

interface RunChanges {
  readonly shop?: TestShop;
  readonly prediction?: Prediction;
  readonly signal?: AbortSignal;
  /** Called with what the run needs, just before it begins. */
  readonly before?: (options: RunOptions) => RunOptions;
  /** Called at each note of the run. */
  readonly onNote?: (text: string, shop: TestShop) => void;
}

/** Runs an experiment to its end. */
export async function run(
  experiment: Experiment,
  {
    shop = testShop(),
    prediction,
    signal = new AbortController().signal,
    before = (options) => options,
    onNote = () => {},
  }: RunChanges = {},
): Promise<Ran> {
  const { clock, target } = shop;
  const log: string[] = [];
  const history = historyFor(experiment, { clock, target });
  const over = new AbortController();
  const looking = keepDoing(() => history.look(), 400, clock, over.signal);
  const options: RunOptions = {
    experiment,
    identity: {
      runId: "run-1",
      ownerSeed: SEED,
      file: "a.yaml",
      sha256: "0",
      variables: {},
      target: { kind: target.kind, label: target.label },
      speed: 1,
      machine: { version: "test", platform: "test", node: "here" },
    },
    files: runFiles("a-folder"),
    probes: {
      clock,
      fetch: shop.fetch,
      history,
      own: ownRequests(target.urls.gateway, clock),
      prometheus: undefined,
      databaseUrl: undefined,
      speed: 1,
    },
    actions: {
      target,
      fetch: shop.fetch,
      clock,
      runId: "run-1",
      ownerSeed: SEED,
      ttlS: experiment.quickticket.time_limit_s + 1,
      namespace: undefined,
    },
    startGuard: () => {
      log.push("guard");
      return Promise.resolve({
        pid: 0,
        release: () => Promise.resolve(void log.push("release")),
      });
    },
    openLedger: () => {
      log.push("open");
      return Promise.resolve({
        note: (undos) => {
          for (const { kind } of undos) {
            const now = shop.faults.view().length;
            log.push(`undo ${kind}, ${now} faults in force`);
          }
          return Promise.resolve();
        },
        close: () => Promise.resolve(void log.push("close")),
      });
    },
    prediction,
    note: (text) => {
      log.push(text);
      onNote(text, shop);
    },
    signal,
  };
  const running = runExperiment(before(options))
    .finally(() => over.abort());
  const journal = await shop.until(running);
  await looking;
  return { journal, shop, log };
}
