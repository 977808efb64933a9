/**
 * The variables that every service has.
 * @module
 */

import { integer, oneOf, text, type Values } from "./env.ts";

/** The levels of `LOG_LEVEL`, from the most to the least talkative. */
const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;

/** A level of `LOG_LEVEL`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The version of a build until an image stamps its commit into it. */
const UNSTAMPED = "dev";

/**
 * The table of common variables for a service that listens on `port`, and on
 * every address by default.
 */
// deno-lint-ignore explicit-module-boundary-types -- the type is the table
export function commonEnv(port: number, host = "0.0.0.0") {
  return {
    port: integer("PORT", {
      default: port,
      min: 0,
      max: 65535,
      help: "port to listen on; 0 takes a free one",
    }),
    host: text("HOST", { default: host, help: "address to listen on" }),
    logLevel: oneOf("LOG_LEVEL", LOG_LEVELS, {
      default: "info",
      help: "least level that is logged",
    }),
    shutdownQuietMs: integer("SHUTDOWN_QUIET_MS", {
      default: 0,
      min: 0,
      max: 600_000,
      help: "how long to serve on, not ready, before draining",
    }),
    shutdownGraceMs: integer("SHUTDOWN_GRACE_MS", {
      default: 25_000,
      min: 0,
      max: 600_000,
      help: "longest wait for requests in flight at shutdown",
    }),
    appVersion: text("APP_VERSION", {
      default: UNSTAMPED,
      help: "version shown by /livez and *_build_info",
    }),
    faultsToken: text("FAULTS_TOKEN", {
      default: undefined,
      help: "bearer token of /faults; unset = runtime faults off",
      secret: true,
    }),
  };
}

/** The common values, parsed. */
export type CommonConfig = Values<ReturnType<typeof commonEnv>>;
