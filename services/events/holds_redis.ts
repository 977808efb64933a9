/**
 * Holds in Redis: three keys that only the scripts beside this file touch.
 *
 * The client fails fast and recovers by itself: nothing is queued while there
 * is no connection, nothing is sent twice, every command is bounded in time,
 * and it keeps reconnecting with jitter, so that a Redis that comes back is
 * not hit by all replicas at once.
 * @module
 */

import { Redis, type Result } from "ioredis";
import { serviceLogger } from "../shared/log.ts";
import { unavailable } from "../shared/problem.ts";
import type { Holds } from "./holds.ts";
import add from "./holds_add.lua" with { type: "text" };
import count from "./holds_count.lua" with { type: "text" };
import extend from "./holds_extend.lua" with { type: "text" };
import held from "./holds_held.lua" with { type: "text" };
import price from "./holds_price.lua" with { type: "text" };
import remove from "./holds_remove.lua" with { type: "text" };
import sweep from "./holds_sweep.lua" with { type: "text" };

declare module "ioredis" {
  interface RedisCommander<Context> {
    holdsAdd(...args: string[]): Result<number, Context>;
    holdsPrice(...args: string[]): Result<number, Context>;
    holdsExtend(...args: string[]): Result<number[] | null, Context>;
    holdsRemove(...args: string[]): Result<number, Context>;
    holdsHeld(...args: string[]): Result<string[], Context>;
    holdsCount(...args: string[]): Result<number, Context>;
  }
}

/** Where Redis is, and how long to wait for it. */
export interface RedisHoldsOptions {
  readonly host: string;
  readonly port: number;
  /** Undefined: it asks for none. */
  readonly password?: string | undefined;
  /** Bound of each command, connecting included (ms). */
  readonly timeoutMs: number;
  /** Draws from [0, 1), for the jitter. */
  readonly random: () => number;
  /** Name of the keys. @default {"holds"} */
  readonly prefix?: string;
  /** True while a fault takes Redis away. */
  readonly lost?: () => boolean;
}

/** Longest pause between two attempts to connect (ms). */
const MAX_RECONNECT_MS = 1000;

/** Holds, and the way to let go of the connection. */
export interface RedisHolds extends Holds {
  close(): void;
}

/** Connects in the background; a store that is down is no error here. */
export function redisHolds(options: RedisHoldsOptions): RedisHolds {
  const { host, port, password, timeoutMs, random } = options;
  const { prefix = "holds", lost } = options;
  const log = serviceLogger("events", "redis");
  const redis = new Redis({
    host,
    port,
    ...password === undefined ? {} : { password },
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    enableOfflineQueue: false,
    enableAutoPipelining: true, // what one turn of the loop asks is one write
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) =>
      Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(times, 6)) *
      (0.5 + random() / 2),
  });
  let up: boolean | undefined;
  redis.on("ready", () => {
    if (up !== true) log.info("Connected to Redis");
    up = true;
  });
  redis.on("error", (error: Error) => {
    if (up !== false) log.warning("Lost Redis: {reason}", reasonOf(error));
    up = false;
  });

  const keys = [`${prefix}:expiry`, `${prefix}:detail`, `${prefix}:held`];
  const scripts = { add, price, extend, remove, held, count };
  for (const [name, lua] of Object.entries(scripts)) {
    redis.defineCommand(`holds${name[0]?.toUpperCase()}${name.slice(1)}`, {
      numberOfKeys: keys.length,
      lua: `${sweep}\n${lua}`,
    });
  }

  async function ask<T>(command: () => Promise<T>): Promise<T> {
    try {
      if (lost?.()) throw new Error("Lost by a fault");
      return await command();
    } catch (cause) {
      throw unavailable("Reservations are not available right now", { cause });
    }
  }

  return {
    add: ({ reservationId, eventId, quantity, totalCents, ttlMs }) =>
      ask(() =>
        redis.holdsAdd(
          ...keys,
          reservationId,
          String(eventId),
          String(quantity),
          String(totalCents),
          String(ttlMs),
        )
      ),
    price: (id, totalCents) =>
      ask(async () =>
        await redis.holdsPrice(...keys, id, String(totalCents)) === 1
      ),
    extend: (id, leaseMs) =>
      ask(async () => {
        const found = await redis.holdsExtend(...keys, id, String(leaseMs));
        const [eventId, quantity, totalCents, expiresAt] = found ?? [];
        return eventId === undefined || quantity === undefined ||
            totalCents === undefined || expiresAt === undefined
          ? undefined
          : { eventId, quantity, totalCents, expiresAt };
      }),
    remove: (id) => ask(async () => await redis.holdsRemove(...keys, id) === 1),
    held: () =>
      ask(async () => {
        const flat = await redis.holdsHeld(...keys);
        const seats = new Map<number, number>();
        for (let i = 0; i < flat.length; i += 2) {
          const count = Number(flat[i + 1]);
          if (Number.isSafeInteger(count)) seats.set(Number(flat[i]), count);
        }
        return seats;
      }),
    count: () => ask(() => redis.holdsCount(...keys)),
    ping: () => ask(async () => await redis.ping() === "PONG"),
    close: () => redis.disconnect(),
  };
}

function reasonOf(error: Error): { readonly reason: string } {
  return { reason: error.message };
}
