import assert from "node:assert/strict";
import { permissionSets, readVariables, wiringOf } from "./services.ts";

const PORTS = new Map([
  ["gateway", 1],
  ["events", 2],
  ["payments", 3],
  ["postgres", 4],
  ["redis", 5],
]);

const WIRING = {
  ports: PORTS,
  databaseUrl: "postgres://me:a%40b@db:4/shop",
  redisUrl: "redis://cache",
  address: "127.0.0.1",
};

Deno.test("permissionSets() reads both ways to list variables", () => {
  const sets = permissionSets(JSON.stringify({
    permissions: {
      list: { env: ["PORT"] },
      object: { env: { allow: ["HOST"], ignore: true } },
      none: { net: true },
    },
  }));
  assert.deepEqual([...sets], [
    ["list", ["PORT"]],
    ["object", ["HOST"]],
    ["none", []],
  ]);
});

Deno.test("permissionSets() says what is wrong with a deno.json", () => {
  assert.throws(() => permissionSets("{"), {
    name: "CouldNotRun",
    message: /^Cannot read deno.json: /,
  });
});

Deno.test("wiringOf() tells a service its port, its peers and its stores", () => {
  assert.deepEqual(wiringOf("events", WIRING), {
    PORT: "2",
    HOST: "127.0.0.1",
    OTEL_SERVICE_NAME: "events",
    GATEWAY_URL: "http://127.0.0.1:1",
    EVENTS_URL: "http://127.0.0.1:2",
    PAYMENTS_URL: "http://127.0.0.1:3",
    DB_HOST: "db",
    DB_PORT: "4",
    DB_NAME: "shop",
    DB_USER: "me",
    DB_PASS: "a@b",
    REDIS_HOST: "cache",
    REDIS_PORT: "6379",
    REDIS_PASS: "",
  });
});

Deno.test("wiringOf() names notifications only when they run", () => {
  const ports = new Map([...PORTS, ["notifications", 6]]);
  const wired = wiringOf("gateway", { ...WIRING, ports });
  assert.equal(wired.NOTIFICATIONS_URL, "http://127.0.0.1:6");
  assert.equal(wiringOf("gateway", WIRING).NOTIFICATIONS_URL, undefined);
});

const PAYMENTS = {
  name: "payments",
  variables: ["PORT", "PAYMENT_FAILURE_RATE", "FAULTS_TOKEN"],
};

Deno.test("readVariables() reads VAR=value words", () => {
  const values = readVariables(PAYMENTS, [
    "PAYMENT_FAILURE_RATE=",
    "FAULTS_TOKEN=a=b",
  ]);
  assert.deepEqual(values, { PAYMENT_FAILURE_RATE: "", FAULTS_TOKEN: "a=b" });
});

for (
  const [word, problem] of [
    ["rate", "a variable must be VAR=value, current value is rate"],
    [
      "PAYMENT_FAILURE_RAT=1",
      "PAYMENT_FAILURE_RAT is not a variable of payments, " +
      "did you mean PAYMENT_FAILURE_RATE?",
    ],
    ["PORT=1", "the stack decides its PORT"],
  ] as const
) {
  Deno.test(`readVariables() refuses ${word}`, () => {
    assert.throws(() => readVariables(PAYMENTS, [word]), {
      name: "CouldNotRun",
      message: `Cannot restart payments: ${problem}`,
    });
  });
}
