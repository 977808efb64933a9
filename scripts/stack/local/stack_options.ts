/**
 * The parts of a stack, and its operations.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { StackPaths } from "../../adapters/running_stack/mod.ts";
import type { Ports } from "./ports.ts";
import type { RedisKind } from "./redis.ts";
import type { Service } from "./services.ts";
import type { Ending } from "./supervisor.ts";

/** How a stack is to be. */
export interface StackOptions {
  /** Holds its data, logs and state. */
  readonly directory: string;
  /** Where every service and store listens. */
  readonly ports: Ports;
  readonly services: readonly Service[];
  /** A database server that exists, instead of one's own. */
  readonly databaseUrl?: string | undefined;
  /** A Redis server that exists, instead of one's own. */
  readonly redisUrl?: string | undefined;
  /** @default {"installed"} */
  readonly redis?: RedisKind;
  /** Where services listen. @default {"127.0.0.1"} */
  readonly address?: string;
  /** Variables for every service. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Called with a sentence for people before a slow step. */
  readonly note?: (text: string) => void;
  /** Called with every line that a component writes. */
  readonly onLine?: (name: string, line: string) => void;
  /** Called when a component has ended. */
  readonly onEnd?: (ending: Ending) => void;
}

/** A stack. Names are those of services, `postgres` and `redis`. */
export interface Stack {
  /** Base URL of each service. */
  readonly urls: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** `GATEWAY_URL` ... `DATABASE_URL`, `REDIS_URL`, `DEV_STATE`, for tools. */
  readonly env: Readonly<Record<string, string>>;
  readonly paths: StackPaths;
  /** Everything that it runs. */
  readonly names: readonly string[];
  /** Starts everything, migrates and seeds; resolves when events is ready. */
  boot(): Promise<void>;
  /** The process; undefined while it does not run. */
  pid(name: string): number | undefined;
  /** Resolves when it serves. */
  start(name: string): Promise<void>;
  /** A clean end. */
  stop(name: string): Promise<void>;
  /** `kill -9`. */
  kill(name: string): Promise<void>;
  /** Starts it anew; the variables given stay until changed again. */
  restart(name: string, env?: Readonly<Record<string, string>>): Promise<void>;
  /** Restarts it unless a user has stopped it; true when it did. */
  reload(name: string): Promise<boolean>;
  /** `kill -9` of everything. */
  killAll(): Promise<void>;
  /** A clean end of everything; the data stay. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
