/**
 * From a file and a target to a run and its journal on disk.
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import { type MachineKey, seal } from "../lib/seal/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import { compactJson } from "../lib/text/mod.ts";
import type { Experiment } from "./model/experiment.ts";
import { startGuard } from "./guard.ts";
import type { Journal } from "./journal.ts";
import { openLedger, type RunFiles, runFiles } from "./undo_log.ts";
import { historyFor, keepDoing } from "./observe.ts";
import { ExperimentError, parseExperiment } from "./parse_experiment.ts";
import { ownRequests } from "./probes/own_requests.ts";
import { fetchWithin } from "./probes/reach.ts";
import { readerOf } from "./probes/reader.ts";
import { openSealed, sha256 } from "./prediction.ts";
import { prometheusAt } from "../adapters/prometheus/mod.ts";
import { runExperiment } from "./run.ts";
import type { RunOptions } from "./run_options.ts";
import { knownValues, type Target } from "./model/target.ts";
import type { Values } from "./model/variables.ts";
import { startLoad } from "./load.ts";
import { readGiven, replaceFile } from "../lib/files/mod.ts";

/** The options of a run. */
export interface RunRequest {
  /** Path of the experiment. */
  readonly file: string;
  readonly given: Values;
  readonly target: Target;
  /** Durations of the file are divided by it. */
  readonly speed: number;
  /** Whether load is brought along. */
  readonly withLoad: boolean;
  readonly prometheusUrl: string | undefined;
  /** Path of a sealed prediction. */
  readonly predictionFile: string | undefined;
  /** Where runs keep their files; each has a folder. */
  readonly runsFolder: string;
  readonly machine: RunOptions["identity"]["machine"];
  /** Seals the journal; without one it has no seal. */
  readonly key?: MachineKey;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  env(name: string): string | undefined;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
  /** Without one, only the ttl ends the faults of a runner that died. */
  readonly guard?: boolean;
}

/** The result of the run. */
export interface FileRun {
  readonly journal: Journal;
  /** The journal as it is written, with its seal. */
  readonly text: string;
  readonly files: RunFiles;
}

/** Pause between two looks at the services' metrics (ms). */
const LOOK_MS = 400;

/** Longest wait for an answer of a Prometheus (ms); a probe is asked again. */
const PROMETHEUS_TIMEOUT_MS = 3000;

/** How long the load goes on beyond the experiment's own limits (s). */
const EXTRA_S = 90;

/** Pause between two looks for a request to abort (ms). */
const ASKED_MS = 200;

/**
 * Runs the experiment in a file and writes its journal.
 * @throws {CouldNotRun} when the file is not an experiment
 */
export async function runFile(request: RunRequest): Promise<FileRun> {
  const { target, clock, given, speed, note, fetch } = request;
  const source = await readGiven(request.file);
  const experiment = parsed(source, request);
  const hash = sha256(source);
  const prediction = request.predictionFile === undefined
    ? undefined
    : openSealed(
      await readGiven(request.predictionFile),
      experiment,
      hash,
    );
  const runId = newRunId(request.file, clock.now());
  const files = runFiles(`${request.runsFolder}/${runId}`);
  const ownerSeed = parseInt(sha256(runId).slice(0, 8), 16);
  const history = historyFor(experiment, request);
  const within = fetchWithin(Object.values(target.urls), fetch);
  const ttlS = lifeOf(experiment, speed);
  const reader = readerOf(target.databaseUrl, { runId, ttlS, clock });
  const probes = {
    clock,
    fetch: within,
    history,
    own: ownRequests(target.urls.gateway, clock),
    prometheus: request.prometheusUrl === undefined
      ? undefined
      : prometheusAt(request.prometheusUrl, {
        fetch,
        timeoutMs: PROMETHEUS_TIMEOUT_MS,
      }),
    databaseUrl: target.databaseUrl,
    reader,
    speed,
  };
  const over = new AbortController();
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  request.signal.addEventListener("abort", onSignal, { once: true });
  if (request.signal.aborted) stop.abort();
  const background = [
    keepDoing(() => history.look(), LOOK_MS, clock, over.signal),
    keepDoing(
      async () => {
        if (await exists(files.abort)) stop.abort();
      },
      ASKED_MS,
      clock,
      over.signal,
    ),
  ];
  const load = request.withLoad
    ? bringVisitors(experiment, request)
    : undefined;
  try {
    note(`run ${runId} on ${target.label}`);
    const journal = await runExperiment({
      experiment,
      identity: {
        runId,
        ownerSeed,
        file: request.file,
        sha256: hash,
        variables: given,
        target: { kind: target.kind, label: target.label },
        speed,
        machine: request.machine,
      },
      files,
      probes,
      actions: {
        target,
        fetch: within,
        clock,
        runId,
        ownerSeed,
        ttlS: Math.ceil(experiment.quickticket.time_limit_s / speed) + 1,
        namespace: experiment.quickticket.blast_radius.namespace,
      },
      startGuard: request.guard === false ? noGuard : startGuard,
      openLedger,
      prediction,
      note,
      signal: stop.signal,
    });
    await Deno.mkdir(files.folder, { recursive: true });
    const text = request.key === undefined
      ? compactJson(journal) + "\n"
      : await seal(journal, request.key);
    await replaceFile(files.journal, text);
    return { journal, text, files };
  } finally {
    over.abort();
    request.signal.removeEventListener("abort", onSignal);
    await Promise.all(background);
    await load?.stop();
    await reader?.close();
  }
}

function lifeOf({ quickticket }: Experiment, speed: number): number {
  return quickticket.time_limit_s / speed + quickticket.recovery.within_s +
    EXTRA_S;
}

function parsed(text: string, request: RunRequest): Experiment {
  try {
    return parseExperiment(text, {
      file: request.file,
      known: knownValues(request.target),
      given: request.given,
      env: request.env,
    });
  } catch (error) {
    if (error instanceof ExperimentError) throw new CouldNotRun(error.message);
    throw error;
  }
}

function bringVisitors(
  { controls, quickticket }: Experiment,
  { target, speed, note }: RunRequest,
) {
  if (target.kind === "kubernetes") {
    throw new CouldNotRun(
      "Cannot bring load into a cluster: leave --load away, and start " +
        "mixedload of k8s/components there",
    );
  }
  const [control] = controls;
  const url = target.urls.gateway;
  if (control === undefined || url === undefined) {
    throw new CouldNotRun(
      "Cannot bring load along: the experiment says under controls how " +
        "many, and the gateway must be reachable from here",
    );
  }
  const { rps } = control.provider;
  note(`${rps} visits a second, by deno task loadgen`);
  return startLoad({
    url,
    rps,
    seconds: quickticket.time_limit_s / speed + quickticket.recovery.within_s +
      EXTRA_S,
  });
}

function noGuard(): Promise<
  { readonly pid: number; release(): Promise<void> }
> {
  return Promise.resolve({ pid: 0, release: () => Promise.resolve() });
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

function newRunId(file: string, now: number): string {
  const name = file.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
  const time = new Date(now).toISOString().replace(/[-:]|\..*/g, "");
  return `${time}-${name}-${crypto.randomUUID().slice(0, 4)}`;
}
