import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/mod.ts";
import { stackPaths } from "../../adapters/running_stack/mod.ts";
import { storesOf } from "./stores.ts";

const of = (given: {
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
}) =>
  storesOf({
    paths: stackPaths(".dev"),
    ports: new Map([["postgres", 15432], ["redis", 16379]]),
    programs: ".dev/postgres",
    password: "secret",
    databaseUrl: given.databaseUrl,
    redisUrl: given.redisUrl,
    redis: "wasm",
    clock: fakeClock(),
    note: () => {},
  });

Deno.test("without others' servers a stack has two of its own, on their ports", () => {
  const stores = of({});
  assert.deepEqual(stores.map(({ name }) => name), ["postgres", "redis"]);
  assert.deepEqual(stores.map(({ process }) => process?.name), [
    "postgres",
    "redis",
  ]);
  assert.deepEqual(stores.map(({ url }) => new URL(url).host), [
    "127.0.0.1:15432",
    "127.0.0.1:16379",
  ]);
});

Deno.test("a server that exists is used as it is, and never run, stopped or killed", () => {
  const databaseUrl = "postgres://me:pw@db:5432/shop";
  const [postgres, redis] = of({ databaseUrl });
  assert.deepEqual(postgres, {
    name: "postgres",
    url: databaseUrl,
    process: undefined,
  });
  assert.ok(redis.process);
  const redisUrl = "redis://cache:6379/2";
  const [own, others] = of({ redisUrl });
  assert.ok(own.process);
  assert.deepEqual([others.url, others.process], [redisUrl, undefined]);
});

Deno.test("PostgreSQL ends by a fast shutdown: it does not wait for its clients", () => {
  const [postgres, redis] = of({});
  assert.equal(postgres.process?.stopSignal, "SIGINT");
  assert.equal(redis.process?.stopSignal, "SIGTERM");
});
