/**
 * `deno task archive follow` and `deno task archive forget`
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../../services/shared/mod.ts";
import { databaseUrlOr, MACHINE_KEY } from "../../../stack/local/mod.ts";
import {
  clientOutput,
  databaseUrl,
  readServer,
  runClient,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { poll } from "../../../lib/wait/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import { claimArchive } from "../archive_manifest.ts";
import { refuseBreak } from "../continuity.ts";
import { walOf } from "../wal_archive.ts";
import { archiveFlag, serverClients, SLOT } from "../where.ts";

/** `archive follow` */
export const follow: Tool = defineTool({
  name: "follow",
  summary: "writes every change down as it happens, until Ctrl-C",
  flags: { databaseUrl, archive: archiveFlag },
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const wal = walOf(flags.archive);
    const clients = await withDatabase(url, async (sql) => {
      const server = await readServer(sql);
      const key = await machineKey(MACHINE_KEY);
      await claimArchive(flags.archive, server, key);
      await slotFree(sql, host.clock);
      await refuseBreak(sql, flags.archive, server);
      return await serverClients(sql, url);
    });
    await Deno.mkdir(wal, { recursive: true });
    const slot = ["--slot", SLOT, "--no-password"];
    await clientOutput(
      clients.invocation("pg_receivewal", [
        ...slot,
        "--create-slot",
        "--if-not-exists",
      ], url),
    );
    const running = runClient(
      clients.invocation("pg_receivewal", [
        ...slot,
        ...["-D", wal, "--synchronous"], // on the disk before it is said so
      ], url),
    );
    host.err(`Following ${withoutPassword(url)} into ${wal}; Ctrl-C ends it`);
    const silence = host.onSignal(() => running.kill());
    try {
      await Promise.all([running.output.cancel(), running.ended]);
    } finally {
      silence();
    }
    host.err(
      `The server keeps what follows for ${SLOT}: go on soon, or give it up ` +
        "with deno task archive forget, else its disk fills",
    );
    return Exit.ok;
  },
});

/** How long the server may take to notice that a killed follower is gone (ms). */
const NOTICE_MS = 10_000;

/** @throws {CouldNotRun} when another process follows the server */
async function slotFree(sql: postgres.Sql, clock: Clock): Promise<void> {
  let holder: number | undefined;
  const isFree = await poll(async () => {
    const [slot] = await sql<[{ readonly pid: number | null }?]>`
      SELECT active_pid AS pid FROM pg_replication_slots
       WHERE slot_name = ${SLOT}`;
    holder = slot?.pid ?? undefined;
    return holder === undefined;
  }, { clock, withinMs: NOTICE_MS, everyMs: 200 });
  if (isFree) return;
  throw new CouldNotRun(
    `Cannot follow: the server's session ${holder} holds ${SLOT}; another ` +
      "deno task archive follow runs, perhaps on another machine. End it with " +
      "Ctrl-C there first",
  );
}

/** `archive forget` */
export const forget: Tool = defineTool({
  name: "forget",
  summary: "tells the server that its follower has left",
  flags: { databaseUrl },
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const dropped = await withDatabase(url, async (sql) => {
      const [slot] = await sql<[{ readonly active: boolean }?]>`
        SELECT active FROM pg_replication_slots WHERE slot_name = ${SLOT}`;
      if (slot?.active) {
        throw new CouldNotRun(
          "Cannot forget the archive: a deno task archive follow still runs; " +
            "end it with Ctrl-C first",
        );
      }
      return await sql`
        SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
         WHERE slot_name = ${SLOT}`;
    });
    host.out(
      dropped.length === 0
        ? "it had no follower"
        : "it keeps nothing for the archive any more",
    );
    return Exit.ok;
  },
});
