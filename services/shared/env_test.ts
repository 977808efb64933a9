import assert from "node:assert/strict";
import { commonEnv } from "./common_env.ts";
import {
  EnvError,
  integer,
  number,
  oneOf,
  parseEnv,
  text,
  url,
} from "./env.ts";

const TABLE = {
  rate: number("RATE", { default: 0, min: 0, max: 1, help: "share" }),
  size: integer("SIZE", { default: 10, min: 1, max: 100, help: "size" }),
  level: oneOf("LEVEL", ["low", "high"], { default: "low", help: "level" }),
  peer: url("PEER", { default: undefined, help: "peer" }),
  key: text("KEY", { default: undefined, help: "key", secret: true }),
};

Deno.test("parseEnv() gives the defaults when nothing is set", () => {
  const values = parseEnv("demo", TABLE, () => undefined);
  assert.deepEqual(values, {
    rate: 0,
    size: 10,
    level: "low",
    peer: undefined,
    key: undefined,
  });
});

Deno.test("parseEnv() counts an empty or blank variable as unset", () => {
  assert.equal(parseEnv("demo", TABLE, () => " ").size, 10);
});

Deno.test("parseEnv() reads every kind of variable", () => {
  const env = new Map([
    ["RATE", ".25"],
    ["SIZE", "7"],
    ["LEVEL", "high"],
    ["PEER", "http://events:8081/"],
    ["KEY", "k"],
  ]);
  assert.deepEqual(parseEnv("demo", TABLE, (name) => env.get(name)), {
    rate: 0.25,
    size: 7,
    level: "high",
    peer: "http://events:8081",
    key: "k",
  });
});

Deno.test("parseEnv() reports all problems in one error", () => {
  const env = new Map([["RATE", "1.5"], ["SIZE", "ten"], ["PEER", "events"]]);
  assert.throws(() => parseEnv("demo", TABLE, (name) => env.get(name)), {
    name: "EnvError",
    message: "Cannot start demo: " +
      "RATE must be a number from 0 to 1, current value is 1.5; " +
      "SIZE must be an integer from 1 to 100, current value is ten; " +
      "PEER must be a base URL such as http://host:8080, current value is events",
  });
});

for (const raw of ["NaN", "Infinity", "1e3", "0x10", "-1", "5,5", "١"]) {
  Deno.test(`parseEnv() refuses ${raw} as an integer from 1 to 100`, () => {
    assert.throws(() =>
      parseEnv("demo", TABLE, (n) => n === "SIZE" ? raw : "")
    );
  });
}

Deno.test("parseEnv() never shows a secret", () => {
  const table = {
    pin: { ...TABLE.key, read: () => undefined },
  };
  try {
    parseEnv("demo", table, () => "hunter2");
    assert.fail("the variable should have been refused");
  } catch (error) {
    assert.ok(error instanceof EnvError);
    assert.doesNotMatch(error.message, /hunter2/);
  }
});

Deno.test("commonEnv() takes the port of the service as default", () => {
  assert.equal(parseEnv("demo", commonEnv(8082), () => undefined).port, 8082);
});

Deno.test("a variable that Kubernetes set for a Service says so", () => {
  const table = {
    port: integer("REDIS_PORT", {
      default: 6379,
      min: 1,
      max: 65535,
      help: "",
    }),
  };
  assert.throws(
    () => parseEnv("events", table, () => "tcp://10.43.80.227:6379"),
    /REDIS_PORT must be .*current value is tcp:.*enableServiceLinks: false/,
  );
});
