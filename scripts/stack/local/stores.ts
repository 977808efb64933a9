/**
 * The stores of a stack: one's own servers, or such as exist already.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { StackPaths } from "../../adapters/running_stack/mod.ts";
import type { Ports } from "./ports.ts";
import { postgresProcess, postgresUrl } from "./postgres.ts";
import { postgresBinaries } from "./postgres_binaries.ts";
import { reachable } from "./postgres_home.ts";
import { type RedisKind, redisProcess, redisUrl } from "./redis.ts";
import type { ProcessSpec } from "./supervisor.ts";

/** A store, and the process that runs it, unless another program started it. */
export interface Store {
  readonly name: "postgres" | "redis";
  readonly url: string;
  readonly process: ProcessSpec | undefined;
}

interface StoreOptions {
  readonly paths: StackPaths;
  readonly ports: Ports;
  /** Where PostgreSQL's programs are kept. */
  readonly programs: string;
  /** Of the shop's user of one's own PostgreSQL, and of one's own Redis. */
  readonly password: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly redis: RedisKind;
  readonly clock: Clock;
  readonly note: (text: string) => void;
}

/** Both stores, not started. */
export function storesOf(options: StoreOptions): readonly [Store, Store] {
  return [postgresStore(options), redisStore(options)];
}

function postgresStore(options: StoreOptions): Store {
  const { paths, ports, programs, password, databaseUrl } = options;
  const { clock, note } = options;
  const name = "postgres";
  if (databaseUrl !== undefined) {
    return { name, url: databaseUrl, process: undefined };
  }
  const port = ports.get(name) ?? 0;
  const process = postgresProcess({
    home: async () => ({
      binaries: await postgresBinaries(await reachable(programs), note),
      data: `${await reachable(paths.postgres)}/data`,
    }),
    port,
    password,
    clock,
    note,
  });
  return { name, url: postgresUrl(port, password), process };
}

function redisStore(options: StoreOptions): Store {
  const { paths, ports, password, redis, redisUrl: given } = options;
  const name = "redis";
  if (given !== undefined) return { name, url: given, process: undefined };
  const port = ports.get(name) ?? 0;
  const process = redisProcess({
    kind: redis,
    data: paths.redis,
    port,
    password,
  });
  return { name, url: redisUrl(port, password), process };
}
