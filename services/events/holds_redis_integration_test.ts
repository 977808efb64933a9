// Runs with -P=test-stores
import assert from "node:assert/strict";
import { Redis } from "ioredis";
import { Problem } from "../shared/problem.ts";
import { holdsContract } from "./holds_contract.ts";
import { type RedisHolds, redisHolds } from "./holds_redis.ts";
import { startRelay } from "./relay_fixture.ts";
import { serverUrl } from "./server_fixture.ts";
import { until } from "./until_fixture.ts";

const server = serverUrl("REDIS_URL");

function connect(
  port = Number(server.port),
  timeoutMs = 1000,
  prefix = `test-${crypto.randomUUID()}`,
): RedisHolds {
  return redisHolds({
    host: server.hostname,
    port,
    password: server.password || undefined,
    timeoutMs,
    random: Math.random,
    prefix,
  });
}

async function connected(holds: RedisHolds): Promise<RedisHolds> {
  await until("Redis answers", () => holds.ping().catch(() => false));
  return holds;
}

holdsContract("redisHolds()", async () => {
  const holds = await connected(connect());
  const redis = new Redis(server.href);
  return {
    holds,
    async passed(ms) {
      const end = await now(redis) + ms;
      await until(`${ms} ms have passed`, async () => await now(redis) > end);
    },
    async close() {
      holds.close();
      await redis.quit();
    },
  };
});

async function now(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

for (const mood of ["silent", "gone"] as const) {
  Deno.test(`a Redis that is ${mood} is a 503 in time, and forgiven when it is back`, async () => {
    const relay = startRelay(Number(server.port));
    const holds = await connected(connect(relay.port, 300));
    try {
      relay.become(mood);
      const began = performance.now();
      await assert.rejects(
        holds.count(),
        (error) => error instanceof Problem && error.status === 503,
      );
      assert.ok(performance.now() - began < 5 * 300);
      relay.become("open");
      await connected(holds);
      assert.equal(await holds.count(), 0);
    } finally {
      holds.close();
      relay.close();
    }
  });
}

for (const value of ["many", "1.5", "9".repeat(30)]) {
  Deno.test(`a count of held seats that a person sets to ${value} costs that event alone`, async () => {
    const prefix = `test-${crypto.randomUUID()}`;
    const holds = await connected(connect(undefined, undefined, prefix));
    const redis = new Redis(server.href);
    const hold = { quantity: 2, totalCents: 200, ttlMs: 60_000 };
    try {
      await holds.add({ ...hold, reservationId: "a", eventId: 1 });
      await holds.add({ ...hold, reservationId: "b", eventId: 2 });
      await redis.hset(`${prefix}:held`, "1", value);
      assert.deepEqual([...await holds.held()], [[2, 2]]);
      await redis.zadd(`${prefix}:expiry`, 1, "a"); // it expires
      assert.equal(await holds.count(), 1);
      await holds.add({ ...hold, reservationId: "c", eventId: 1 });
      assert.deepEqual(new Map(await holds.held()), new Map([[1, 2], [2, 2]]));
    } finally {
      holds.close();
      await redis.quit();
    }
  });
}
