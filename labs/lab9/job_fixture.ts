/**
 * A student's CronJob, run on this machine: its containers' own commands, with
 * their volumes as folders and the trial's database as theirs.
 * @module
 */

import { parse } from "node:path/posix";
import { type Container, nameOf } from "../../scripts/checks/manifests/mod.ts";
import {
  findClients,
  withDatabase,
} from "../../scripts/adapters/postgres/mod.ts";
import { loadDump } from "../../scripts/recovery/backup/restore/mod.ts";
import { systemClock } from "../../services/shared/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { replaceFile } from "../../scripts/lib/files/mod.ts";
import { freePort, runProgram } from "../../scripts/lib/process/mod.ts";
import type { RunOptions, Runs } from "./backup_job.ts";
import { type Dump, lastLine } from "./dumps.ts";
import type { BackupPlace } from "./retention_check.ts";
import { mountsOf, type WrittenBackup } from "./written_backup.ts";

/** Pause between two runs: names and times of files are in seconds (ms). */
const APART_MS = 1050;

/** Longest life of one run (ms). */
const LONGEST_MS = 20_000;

/** Makes the place. */
export async function jobHere(
  { pod, objects }: WrittenBackup,
  url: string,
): Promise<BackupPlace & AsyncDisposable> {
  const root = await Deno.makeTempDir({ prefix: "lab9-job-" });
  const containers = [
    ...pod?.initContainers ?? [],
    ...pod?.containers ?? [],
  ];
  const volumes = new Map<string, string>();
  for (const { name } of pod?.volumes ?? []) {
    await Deno.mkdir(`${root}/${name}`);
    volumes.set(name, `${root}/${name}`);
  }
  for (const { name, configMap } of pod?.volumes ?? []) {
    const texts = objects.find(({ object }) =>
      object.kind === "ConfigMap" && nameOf(object) === configMap?.name
    )?.object.data ?? {};
    for (const [file, text] of Object.entries(texts)) {
      const [main] = containers;
      const [local] = main === undefined
        ? [text]
        : localTexts(main, volumes, Number(new URL(url).port))([String(text)]);
      await replaceFile(`${root}/${name}/${parse(file).base}`, String(local));
    }
  }
  const claim = (pod?.volumes ?? []).find((one) =>
    one.persistentVolumeClaim != null
  );
  const dumpsIn = volumes.get(claim?.name ?? "") ?? root;
  const closed = freePort();

  /** Runs all containers of one pod; its words, and whether all went well. */
  async function onePod(
    port: number,
  ): Promise<{ readonly isGood: boolean; readonly log: string }> {
    let log = "";
    for (const container of containers) {
      const local = localTexts(container, volumes, port);
      const [file, ...args] = local([...container.command, ...container.args]);
      if (file === undefined) {
        throw new CouldNotRun("a container has no command");
      }
      const { code, stdout, stderr } = await runProgram(
        "timeout",
        [String(LONGEST_MS / 1000), file, ...args],
        environmentOf(container, url, port, local),
      );
      log += stdout + stderr;
      if (code !== 0) return { isGood: false, log };
    }
    return { isGood: true, log };
  }

  return {
    async dumps() {
      const dumps: Dump[] = [];
      for await (const { name, isFile } of Deno.readDir(dumpsIn)) {
        if (!isFile || !name.endsWith(".dump")) continue;
        const path = `${dumpsIn}/${name}`;
        const { size, mtime } = await Deno.stat(path);
        dumps.push({ path, bytes: size, written: mtime?.getTime() ?? 0 });
      }
      return dumps.toSorted((a, b) => a.written - b.written);
    },
    async run({ times, withoutDatabase = false }: RunOptions): Promise<Runs> {
      const port = withoutDatabase ? closed : Number(new URL(url).port);
      const began: number[] = [];
      let succeeded = 0;
      let log = "";
      for (let i = 0; i < times; i++) {
        began.push(systemClock.now());
        const ended = await onePod(port);
        log = ended.log;
        if (!ended.isGood) return { succeeded, failed: 1, began, log };
        succeeded++;
        await systemClock.sleep(APART_MS);
      }
      return { succeeded, failed: 0, began, log };
    },
    async load(into, path) {
      const clients = await withDatabase(into, (sql) => findClients(sql, into));
      const { readable } = await Deno.open(path);
      return await loadDump(into, readable, clients)
        .then(() => undefined, (error: Error) => lastLine(error.message));
    },
    nextMinute: () => systemClock.sleep(APART_MS),
    note: () => {},
    async [Symbol.asyncDispose]() {
      await Deno.remove(root, { recursive: true });
    },
  };
}

/** Puts folders in the place of mounts, and the port here in that of 5432. */
function localTexts(
  container: Container,
  volumes: ReadonlyMap<string, string>,
  port: number,
): (texts: readonly string[]) => readonly string[] {
  const mounts = mountsOf(container).flatMap(({ name, mountPath }) => {
    const folder = volumes.get(name);
    return folder === undefined || mountPath === "/tmp"
      ? []
      : [[mountPath.replace(/\/+$/, ""), folder] as const];
  });
  return (texts) =>
    texts.map((text) =>
      mounts.reduce(
        (all, [from, to]) => all.replaceAll(from, to),
        text.replaceAll(/\b5432\b/g, String(port)),
      )
    );
}

/** Its variables; the database's own name leads to this machine. */
function environmentOf(
  { env, ...container }: Container,
  url: string,
  port: number,
  local: (texts: readonly string[]) => readonly string[],
): Readonly<Record<string, string>> {
  const { username, password } = new URL(url);
  const secret: Readonly<Record<string, string>> = {
    username,
    password: decodeURIComponent(password),
  };
  const all: Record<string, string> = {
    HOSTNAME: "lab9-pod",
    PGHOSTADDR: "127.0.0.1",
    PGPORT: String(port),
    PGCONNECT_TIMEOUT: "3",
    TMPDIR: "/tmp",
  };
  const from = JSON.stringify(container.envFrom ?? []);
  for (const prefix of from.match(/"prefix":"(\w*)"/)?.slice(1) ?? [""]) {
    if (!from.includes("secretRef")) continue;
    for (const [key, value] of Object.entries(secret)) {
      all[`${prefix}${key}`] = value;
    }
  }
  for (const { name, value, valueFrom } of env) {
    const key = /"key":"([^"]+)"/.exec(JSON.stringify(valueFrom ?? ""))?.[1];
    const told = key === undefined ? value ?? "" : secret[key] ?? "";
    const expanded = told.replaceAll(
      /\$\((\w+)\)/g,
      (whole, one) => all[one] ?? whole,
    );
    all[name] = local([expanded])[0] ?? "";
  }
  return all;
}
