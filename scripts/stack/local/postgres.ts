/**
 * A real PostgreSQL of one's own: made once, started in well under a second,
 * and after a `kill -9` or a power cut it recovers as any PostgreSQL does.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { poll } from "../../lib/wait/mod.ts";
import type { PostgresBinaries } from "./postgres_binaries.ts";
import { postgresUser } from "./postgres_home.ts";
import {
  hasPassword,
  notePassword,
  passwordSql,
  refuseTrusting,
  rolesSql,
  SHOP,
  SUPERUSER,
  writeRules,
} from "./postgres_login.ts";
import { commandOf, signal } from "../../lib/process/mod.ts";
import type { Launch, ProcessSpec } from "./supervisor.ts";
import { readText } from "../../lib/files/mod.ts";

/** Where the server's files lie. */
export interface PostgresHome {
  readonly binaries: PostgresBinaries;
  /** The data directory; made when it is not there. */
  readonly data: string;
}

interface PostgresOptions {
  /** Finds the files, and makes them the first time. */
  home(): Promise<PostgresHome>;
  readonly port: number;
  /** Of the shop's user. */
  readonly password: string;
  /** True where the data are a copy of some other server. */
  readonly isCopy?: boolean;
  readonly clock: Clock;
  readonly note: (text: string) => void;
}

/** The URL of the shop's database on this port. */
export function postgresUrl(port: number, password: string): string {
  return `postgres://${SHOP}:${password}@127.0.0.1:${port}/${SHOP}`;
}

/** The server as a process to supervise. */
export function postgresProcess(options: PostgresOptions): ProcessSpec {
  const { home, port, password, isCopy = false, clock, note } = options;
  let data = "";
  return {
    name: "postgres",
    launch: async (): Promise<Launch> => {
      const found = await home();
      data = found.data;
      await makeCluster(found, password, note);
      await endOrphan(data, clock);
      if (!isCopy) await refuseTrusting(data);
      await ensurePassword(found, password);
      const rules = await writeRules(data);
      return {
        ...asUser(),
        file: found.binaries.postgres,
        args: [
          "-D",
          data,
          "-p",
          String(port),
          ...["-c", "listen_addresses=127.0.0.1"],
          ...["-c", "unix_socket_directories="],
          ...["-c", `hba_file=${rules}`],
          ...["-c", "max_connections=200"],
        ],
      };
    },
    ready: (pid) => acceptsConnections(data, pid),
    readyWithinMs: 60_000, // a recovery after a crash under load takes a while
    stopSignal: "SIGINT", // fast shutdown: does not wait for clients to leave
    stopWithinMs: 20_000,
  };
}

function asUser(): Pick<Launch, "uid" | "cwd" | "env"> {
  const uid = postgresUser();
  return { cwd: "/", env: {}, ...uid === undefined ? {} : { uid } };
}

/** The server itself writes its state, as its own control program reads it. */
async function acceptsConnections(
  data: string,
  pid: number,
): Promise<boolean> {
  const written = await readPidFile(data);
  return written?.pid === pid && written.status === "ready";
}

interface PidFile {
  readonly pid: number;
  readonly status: string;
}

/** `postmaster.pid`: line 1 is the process, line 8 what it is doing. */
async function readPidFile(data: string): Promise<PidFile | undefined> {
  try {
    const lines = (await readText(`${data}/postmaster.pid`))
      .split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, status: lines[7]?.trim() ?? "" };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Makes a data directory with an empty database, once. The directory gets its
 * name when it is complete, so that an interrupted first start is made anew.
 */
async function makeCluster(
  { binaries, data }: PostgresHome,
  password: string,
  note: (text: string) => void,
): Promise<void> {
  if (await Deno.stat(`${data}/PG_VERSION`).then(() => true, () => false)) {
    return;
  }
  note("Making a database cluster ...");
  const draft = `${data}.new`;
  await Deno.remove(draft, { recursive: true }).catch(() => {}); // not there
  await Deno.mkdir(draft, { recursive: true, mode: 0o700 });
  const uid = postgresUser();
  if (uid !== undefined) await Deno.chown(draft, uid, uid);
  await runOnce(binaries.initdb, [
    ...["-D", draft, "-U", SUPERUSER, "--auth=reject", "--no-sync"],
    ...["--locale=C", "--encoding=UTF8"],
  ]);
  await asSuperuser(binaries, draft, rolesSql(password));
  await notePassword(data, password);
  await Deno.rename(draft, data);
}

/**
 * The data may be older than the password, when `.dev` was deleted, or those of
 * another server. A copy that still has to play its changes cannot be altered.
 */
async function ensurePassword(
  { binaries, data }: PostgresHome,
  password: string,
): Promise<void> {
  if (await hasPassword(data, password)) return;
  const plays = await Deno.stat(`${data}/recovery.signal`)
    .then(() => true, () => false);
  if (plays) return;
  await asSuperuser(binaries, data, passwordSql(password));
  await notePassword(data, password);
}

/**
 * Without a network, as the only process: so the password protects nothing
 * here.
 */
async function asSuperuser(
  { postgres }: PostgresBinaries,
  data: string,
  statements: string,
): Promise<void> {
  await runOnce(
    postgres,
    ["--single", "-c", "exit_on_error=on", "-D", data, "postgres"],
    statements,
  );
}

async function runOnce(
  file: string,
  args: readonly string[],
  input = "",
): Promise<void> {
  const { uid, cwd } = asUser();
  const child = new Deno.Command(file, {
    args: [...args],
    cwd,
    ...uid === undefined ? {} : { uid, gid: uid },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const fed = writer.write(new TextEncoder().encode(input))
    .then(() => writer.close())
    .catch(() => {}); // it ended without reading: its status tells why
  const { success, stderr } = await child.output();
  await fed;
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim();
  throw new CouldNotRun(`Cannot make the database cluster: ${reason}`);
}

/** How long a server without a supervisor may take to end (ms). */
const LEFTOVER_MS = 10_000;

/**
 * Ends a server that a killed supervisor left behind on these data.
 *
 * The pid file of a server that was killed stays: by what it says of shared
 * memory, the new server sees whether children of the old one still write, and
 * refuses to start. Only a file whose process is another program by now (ids
 * are used again after a reboot) is removed: the server would wait for that.
 */
export async function endOrphan(data: string, clock: Clock): Promise<void> {
  const left = await readPidFile(data);
  const command = left && await commandOf(left.pid);
  if (left === undefined || command === undefined) return;
  if (!command.includes(data)) {
    return await Deno.remove(`${data}/postmaster.pid`);
  }
  const gone = async (): Promise<boolean> =>
    await commandOf(left.pid) === undefined;
  signal(left.pid, "SIGINT");
  if (await poll(gone, { clock, withinMs: LEFTOVER_MS })) return;
  signal(left.pid, "SIGKILL");
  await poll(gone, { clock, withinMs: LEFTOVER_MS });
}
