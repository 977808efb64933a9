/**
 * The variables of events.
 * @module
 */

import { commonEnv } from "../shared/common_env.ts";
import { integer, text } from "../shared/env.ts";

/** Parsed once at start, shown by `--help`. */
export const EVENTS_ENV = {
  ...commonEnv(8081),
  dbHost: text("DB_HOST", { default: "postgres", help: "PostgreSQL's host" }),
  dbPort: integer("DB_PORT", {
    default: 5432,
    min: 1,
    max: 65535,
    help: "PostgreSQL's port",
  }),
  dbName: text("DB_NAME", { default: "quickticket", help: "database" }),
  dbUser: text("DB_USER", { default: "quickticket", help: "database user" }),
  dbPass: text("DB_PASS", {
    default: "quickticket",
    help: "its password",
    secret: true,
  }),
  dbMaxConns: integer("DB_MAX_CONNS", {
    default: 10,
    min: 1,
    max: 1000,
    help: "size of the connection pool",
  }),
  dbPoolWaitMs: integer("DB_POOL_WAIT_MS", {
    default: 2000,
    min: 0,
    max: 60_000,
    help: "longest wait for a connection, then 503",
  }),
  redisHost: text("REDIS_HOST", { default: "redis", help: "Redis's host" }),
  redisPort: integer("REDIS_PORT", {
    default: 6379,
    min: 1,
    max: 65535,
    help: "Redis's port",
  }),
  redisPass: text("REDIS_PASS", {
    default: undefined,
    help: "Redis's password; unset = it asks for none",
    secret: true,
  }),
  redisTimeoutMs: integer("REDIS_TIMEOUT_MS", {
    default: 1000,
    min: 10,
    max: 60_000,
    help: "bound of each command, connecting included",
  }),
  reservationTtl: integer("RESERVATION_TTL", {
    default: 300,
    min: 1,
    max: 86_400,
    help: "seconds a hold lives",
  }),
};
