/**
 * A PostgreSQL server of one's own and nothing else: for a drill, a recovery to
 * a moment, a test.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { freePort } from "../../lib/process/mod.ts";
import { removeDirectory } from "./orphans.ts";
import { DEV_DIRECTORY } from "../../adapters/running_stack/mod.ts";
import { postgresProcess, postgresUrl } from "./postgres.ts";
import {
  type PostgresBinaries,
  postgresBinaries,
} from "./postgres_binaries.ts";
import { postgresUser, reachable } from "./postgres_home.ts";
import { newPassword } from "./postgres_login.ts";
import { fileSink } from "./pump.ts";
import { supervise } from "./supervisor.ts";

/** A server that runs. */
export interface OwnPostgres extends AsyncDisposable {
  /** Of the database `quickticket` on it. */
  readonly url: string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again after that. */
  start(): Promise<void>;
  /** Ends it; its files go unless the directory was given. */
  close(): Promise<void>;
}

/** How it is to be. */
export interface OwnPostgresOptions {
  /** Holds its data, see {@link dataOf}; without, a new one, gone at the end. */
  readonly directory?: string;
  /** How long a start may take (ms). @default {60_000} */
  readonly readyWithinMs?: number;
  /** Called with a note before a slow step. */
  readonly note?: (text: string) => void;
}

let servers = 0;

/** Starts one; resolves when it takes connections. */
export async function startPostgres(
  { directory, readyWithinMs = 60_000, note = () => {} }: OwnPostgresOptions =
    {},
): Promise<OwnPostgres> {
  const own = directory ?? newDirectory();
  const data = await dataOf(own);
  const port = freePort();
  const isCopy = directory !== undefined;
  const password = newPassword();
  const sink = await fileSink(`${own}/postgres.log`);
  const member = supervise(
    {
      ...postgresProcess({
        home: async () => ({ binaries: await binaries(note), data }),
        port,
        password,
        isCopy,
        clock: systemClock,
        note,
      }),
      readyWithinMs,
    },
    { clock: systemClock, output: sink, onChange: () => {}, onEnd: () => {} },
  );
  let closing: Promise<void> | undefined;
  async function shut(): Promise<void> {
    await member.stop();
    sink.close();
    if (directory === undefined) await removeDirectory(own);
  }
  const close = (): Promise<void> => closing ??= shut();
  try {
    await member.start();
    if (isCopy) { // it has played its changes, and now gets its password
      await member.stop();
      await member.start();
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: postgresUrl(port, password),
    kill: () => member.kill(),
    start: () => member.start(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Where a server of its own lies; its name tells whose it is. */
export function newDirectory(): string {
  return `${DEV_DIRECTORY}/run-${Deno.pid}-postgres${servers++}`;
}

/** Where the data of the server in `directory` lie. */
export async function dataOf(directory: string): Promise<string> {
  await Deno.mkdir(directory, { recursive: true });
  return `${await reachable(`${directory}/postgres`)}/data`;
}

/** Makes everything below the server's own, where it is another user. */
export async function handOver(path: string): Promise<void> {
  const uid = postgresUser();
  if (uid === undefined) return;
  await Deno.chown(path, uid, uid);
  if (!(await Deno.stat(path)).isDirectory) return;
  for await (const { name } of Deno.readDir(path)) {
    await handOver(`${path}/${name}`);
  }
}

async function binaries(
  note: (text: string) => void,
): Promise<PostgresBinaries> {
  return await postgresBinaries(
    await reachable(`${DEV_DIRECTORY}/postgres`),
    note,
  );
}
