/**
 * The program itself: started, asked to read its files again, ended.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Longest wait for its first answer (ms). */
const READY_MS = 30_000;

/** A Prometheus that runs. */
export interface Server {
  readonly url: string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
  /** @throws {CouldNotRun} with what it did not like; then the old holds */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts one on `folder/prometheus.yml`.
 * @throws {CouldNotRun} when there is no such program, or it does not answer
 */
export async function startServer(
  { program, folder, port, clock }: {
    readonly program: string;
    readonly folder: string;
    readonly port: number;
    readonly clock: Clock;
  },
): Promise<Server> {
  const url = `http://127.0.0.1:${port}`;
  const process = spawn(program, [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--web.enable-lifecycle",
    "--log.level=warn",
  ]);
  let code: number | undefined;
  const ended = process.status.then((status) => code = status.code);

  async function close(): Promise<void> {
    if (code === undefined) process.kill("SIGTERM");
    await ended;
  }

  async function reload(): Promise<void> {
    const answer = await fetch(`${url}/-/reload`, { method: "POST" });
    const text = await answer.text();
    if (!answer.ok) {
      throw new CouldNotRun(`Cannot take it over: ${text.trim()}`);
    }
  }

  const began = clock.monotonic();
  while (!await isReady(url)) {
    if (code !== undefined) {
      throw new CouldNotRun(`Cannot start ${program}: it ended with ${code}`);
    }
    if (clock.monotonic() - began > READY_MS) {
      await close();
      throw new CouldNotRun(
        `Cannot start ${program}: no answer in ${READY_MS / 1000} s`,
      );
    }
    await clock.sleep(100);
  }
  return { url, ended, reload, close };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/-/ready`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

function spawn(program: string, args: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(program, { args: [...args], stdout: "null" })
      .spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot run ${program}: get it from https://prometheus.io/download and ` +
        "put it on PATH, or name it with PROMETHEUS",
    );
  }
}
