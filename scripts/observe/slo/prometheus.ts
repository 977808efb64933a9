/**
 * A Prometheus of one's own, on loopback, gone afterwards.
 * @module
 */

import { stringify } from "yaml";
import { poll } from "../../lib/wait/mod.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { freePort } from "../../lib/process/mod.ts";
import {
  type Prometheus,
  prometheusAt,
} from "../../adapters/prometheus/mod.ts";

/** The targets that it scrapes and the rules that it evaluates. */
export interface PrometheusOptions {
  /** The program; `prometheus` on PATH by default. */
  readonly program?: string | undefined;
  /** Jobs, each with its target, e.g. `127.0.0.1:8080`. */
  readonly targets: Readonly<Record<string, string>>;
  readonly ruleFiles: readonly string[];
  /** How often is scraped and evaluated, e.g. `1s`. */
  readonly interval: string;
  /** Where it listens; a free port by default. */
  readonly port?: number;
}

/** A Prometheus that runs. */
export interface RunningPrometheus extends Prometheus {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one. @throws {CouldNotRun} when the program is not there */
export async function startPrometheus(
  {
    program = "prometheus",
    targets,
    ruleFiles,
    interval,
    port = freePort(),
  }: PrometheusOptions,
): Promise<RunningPrometheus> {
  const folder = await Deno.makeTempDir();
  const config = {
    global: { scrape_interval: interval, evaluation_interval: interval },
    rule_files: ruleFiles,
    scrape_configs: Object.entries(targets).map(([job, target]) => ({
      job_name: job,
      static_configs: [{ targets: [target] }],
    })),
  };
  await Deno.writeTextFile(`${folder}/prometheus.yml`, stringify(config));
  const url = `http://127.0.0.1:${port}`;
  const process = spawn(program, [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--log.level=error",
  ]);

  const prometheus: RunningPrometheus = {
    ...prometheusAt(url),
    url,
    async close() {
      process.kill("SIGTERM");
      await process.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
  const isThere = await poll(
    () => prometheus.query("vector(1)").then(() => true, () => false),
    { clock: systemClock, withinMs: 10_000 },
  );
  if (isThere) return prometheus;
  await prometheus.close();
  throw new CouldNotRun(`Cannot start ${program}: it did not answer in 10 s`);
}

function spawn(program: string, args: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(program, {
      args: [...args],
      stdout: "null",
      stderr: "null",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot run ${program}: get it from https://prometheus.io/download, ` +
        "or name it with PROMETHEUS",
    );
  }
}
