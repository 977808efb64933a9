/**
 * The events process.
 * @module
 */

import { systemClock as clock } from "../shared/clock.ts";
import { runService } from "../shared/run_service.ts";
import { createEventsApp } from "./app.ts";
import { EVENTS_ENV } from "./config.ts";
import { connectDatabase } from "./database.ts";
import { eventsFaults, smallPool } from "./faults.ts";
import { redisHolds } from "./holds_redis.ts";
import { postgresOrders } from "./orders_postgres.ts";
import { startSweeping } from "./sweep.ts";

if (import.meta.main) {
  await runService({
    name: "events",
    summary: "what is on sale, what is held, what is sold",
    env: EVENTS_ENV,
    start(config) {
      const random = Math.random;
      const faults = eventsFaults({ clock, random });
      const database = connectDatabase({
        host: config.dbHost,
        port: config.dbPort,
        database: config.dbName,
        user: config.dbUser,
        password: config.dbPass,
        maxConnections: config.dbMaxConns,
        poolWaitMs: config.dbPoolWaitMs,
        clock,
        random,
        lost: () => faults.roll("lost_database") !== undefined,
        limit: () => smallPool(faults),
      });
      const holds = redisHolds({
        host: config.redisHost,
        port: config.redisPort,
        password: config.redisPass,
        timeoutMs: config.redisTimeoutMs,
        random,
        lost: () => faults.roll("lost_redis") !== undefined,
      });
      const orders = postgresOrders(database);
      const app = createEventsApp({
        version: config.appVersion,
        newId: () => crypto.randomUUID(),
        faults,
        faultsToken: config.faultsToken,
        ttlMs: config.reservationTtl * 1000,
        holds,
        orders,
        gate: database.gate,
        poolMax: config.dbMaxConns,
      });
      const sweeping = startSweeping(orders, clock);
      return {
        app,
        async close() {
          await sweeping.stop();
          holds.close();
          await database.close();
        },
      };
    },
  });
}
