/**
 * The size of an image, and how it starts.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { answersOk, poll } from "../../lib/wait/mod.ts";
import type { Engine } from "../../adapters/docker/mod.ts";
import { freePort } from "../../lib/process/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** An image, measured. */
export interface Measured {
  readonly service: string;
  /** Content, unpacked (MB). */
  readonly contentMb: number;
  /** As a registry keeps it (MB). */
  readonly compressedMb: number;
  readonly layers: number;
  readonly user: string;
  /** From the start of its process to the first 200 (ms). */
  readonly startMs: number;
  /** Memory right after that (MB). */
  readonly rssMb: number;
}

/** Ports on which the services listen. */
const PORTS: Readonly<Record<string, number>> = {
  gateway: 8080,
  events: 8081,
  payments: 8082,
  notifications: 8083,
};

/** Longest wait for its first answer (ms). */
const START_MS = 30_000;

/** How often an image is started, for the median. */
const STARTS = 5;

/** Measures one image. */
export async function measureImage(
  engine: Engine,
  service: string,
  image: string,
): Promise<Measured> {
  const format = "{{.Size}} {{len .RootFS.Layers}} {{.Config.User}}";
  const text = await engine.run("image", "inspect", "--format", format, image);
  const [size, layers, user = ""] = text.split(" ");
  const starts: number[] = [];
  let rssMb = 0;
  for (let i = 0; i < STARTS; i++) {
    const started = await start(engine, image, PORTS[service] ?? 8080);
    starts.push(started.startMs);
    rssMb = started.rssMb;
  }
  return {
    service,
    contentMb: Number(size) / 1e6,
    compressedMb: await compressedMb(engine, image),
    layers: Number(layers),
    user,
    startMs: starts.toSorted((a, b) => a - b)[STARTS >> 1] ?? 0,
    rssMb,
  };
}

async function start(
  engine: Engine,
  image: string,
  port: number,
): Promise<{ readonly startMs: number; readonly rssMb: number }> {
  const hostPort = freePort();
  const id = (await engine.run(
    ...["run", "--detach", "--read-only", "--cap-drop=ALL"],
    ...["--publish", `127.0.0.1:${hostPort}:${port}`],
    image,
  )).split("\n").at(-1) ?? "";
  try {
    const answeredAt = await firstAnswer(`http://127.0.0.1:${hostPort}/livez`);
    const format = "{{.State.Pid}} {{json .State.StartedAt}}";
    const state = await engine.run("inspect", "--format", format, id);
    const [pid = "", startedAt = ""] = state.split(" ");
    return {
      startMs: answeredAt - Date.parse(JSON.parse(startedAt)),
      rssMb: await rssOf(pid),
    };
  } finally {
    await engine.run("rm", "--force", id);
  }
}

/** When it first answered 200, by the wall clock (ms). */
async function firstAnswer(url: string): Promise<number> {
  const isThere = await poll(() => answersOk(url), {
    clock: systemClock,
    withinMs: START_MS,
    everyMs: 2,
  });
  if (isThere) return systemClock.now();
  throw new CouldNotRun(`${url} did not answer 200 within ${START_MS} ms`);
}

/** Linux tells; elsewhere the process lives in a virtual machine. */
async function rssOf(pid: string): Promise<number> {
  try {
    const status = await readText(`/proc/${pid}/status`);
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return NaN;
  }
}

async function compressedMb(engine: Engine, image: string): Promise<number> {
  const process = new Deno.Command(engine.name, {
    args: ["save", image],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let bytes = 0;
  for await (
    const chunk of process.stdout.pipeThrough(new CompressionStream("gzip"))
  ) bytes += chunk.length;
  return bytes / 1e6;
}
