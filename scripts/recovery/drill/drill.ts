/**
 * A drill: as if the database were lost now. Everything is taken from the
 * backup alone; the live database is only asked what ought to be there.
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import { fingerprintOf, toolDigest } from "../backup/mod.ts";
import { startPostgres } from "../../stack/local/mod.ts";
import {
  type Clients,
  findClients,
  readServer,
  withDatabase,
} from "../../adapters/postgres/mod.ts";
import { loadDump } from "../backup/restore/mod.ts";
import { firstOrderOn } from "./first_order.ts";
import * as rung from "./checks.ts";
import { countOrders } from "./live_orders.ts";
import { type Check, RESULT, type Result, verdictOf } from "./result.ts";
import type { Source } from "./source.ts";
import { provenanceOf } from "./provenance.ts";

/** The dependencies of a drill. */
export interface DrillOptions {
  readonly source: Source;
  readonly clients: Clients;
  /** A connection to the live database, and its name. */
  readonly live: { readonly sql: postgres.Sql; readonly database: string };
  /** How old the backup may be (ms). */
  readonly maxAge: number;
  readonly clock: Clock;
  /** Called with the step that is under way. */
  readonly log: (line: string) => void;
  /** Called with each check as soon as it is known. */
  readonly onCheck: (check: Check) => void;
}

/** Drills. */
export async function drill(options: DrillOptions): Promise<Result> {
  const { source, clients, live, maxAge, clock, log, onCheck } = options;
  const { manifest } = source;
  const began = new Date(clock.now());
  const from = clock.monotonic();
  const since = (): number => seconds(clock.monotonic() - from);
  const before = await countOrders(live.sql);
  const server = await readServer(live.sql);
  const checks: Check[] = [];
  const rto: { -readonly [K in keyof Result["rto"]]: Result["rto"][K] } = {
    serverUp: null,
    restored: null,
    verified: null,
    firstOrder: null,
  };
  let shows = manifest === undefined
    ? undefined
    : new Date(manifest.snapshot.at);
  let there: number | undefined;

  function note(check: Check): boolean {
    checks.push(check);
    onCheck(check);
    return check.verdict === "pass";
  }

  async function climb(): Promise<void> {
    if (!note(rung.integrity(await source.damage(clients)))) return;
    log("Starting a throw-away server ...");
    await using own = await startPostgres({ note: log });
    rto.serverUp = since();
    log("Restoring ...");
    // Those of the live server's container would restore into that server.
    const itsClients = await withDatabase(
      own.url,
      (sql) => findClients(sql, own.url),
    );
    const problem = await loadDump(own.url, await source.open(), itsClients)
      .then(() => undefined, words);
    if (!note(rung.restored(problem))) return;
    rto.restored = since();
    await withDatabase(own.url, (sql) => compare(sql));
    rto.verified = since();
    log("Starting the shop on it ...");
    const { event, problem: unsold } = await firstOrderOn(own.url);
    if (note(rung.firstOrder(unsold, event))) rto.firstOrder = since();
  }

  async function compare(sql: postgres.Sql): Promise<void> {
    shows ??= await rung.momentOf(sql);
    const found = await fingerprintOf(sql);
    // A bare dump is held against what lives, which may have rows since then.
    const wanted = manifest ?? await fingerprintOf(live.sql);
    note(rung.structure(wanted, found));
    if (manifest !== undefined) note(rung.volume(wanted, found));
    note(await rung.semantics(sql));
    const token = manifest?.canary ?? null;
    if (token !== null) note(await rung.canary(sql, token));
    note(await rung.sameOrders(live.sql, sql, shows ?? began));
    there = await countOrders(sql).catch(() => undefined); // no such table
  }

  if (manifest !== undefined) {
    note(rung.origin(manifest, { ...server, database: live.database }));
    note(rung.freshness(shows, began.getTime(), maxAge));
  }
  await climb();
  if (manifest === undefined && rto.restored !== null) {
    note(rung.freshness(shows, began.getTime(), maxAge));
  }
  const after = await countOrders(live.sql);
  return {
    schema: RESULT,
    began: began.toISOString(),
    verdict: verdictOf(checks),
    backup: {
      name: source.name,
      bytes: source.bytes,
      sha256: source.sha256,
      shows: shows?.toISOString() ?? null,
    },
    of: {
      database: live.database,
      server: server.systemIdentifier,
      timeline: server.timeline,
    },
    checks,
    rto,
    rpo: {
      seconds: shows === undefined
        ? null
        : seconds(Math.max(0, began.getTime() - shows.getTime())),
      orders: there === undefined ? null : Math.max(0, before - there),
    },
    // Orders may also have been taken away meanwhile; nothing sold is 0.
    live: { orders: Math.max(0, after - before), seconds: since() },
    provenance: {
      ...await provenanceOf(),
      tool: await toolDigest(),
      client: clients.version,
      server: server.version,
    },
  };
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
