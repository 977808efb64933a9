import assert from "node:assert/strict";
import { isUsedUp, machineReading, readingOf, usesOf } from "./saturation.ts";

Deno.test("a machine whose cores are never idle is used up", () => {
  const at = (busySeconds: number, atMs: number) =>
    machineReading({ busySeconds, cores: 4 }, atMs);
  const [use] = usesOf([at(100, 0), at(119, 5000)]);
  assert.equal(use?.resource, "machine CPU");
  assert.equal(use?.detail, "3.80 of 4 cores");
  assert.ok(use && isUsedUp(use));
  assert.deepEqual(usesOf([at(100, 0)]), []);
});

/** Looks at a service, a second apart, by what it said each time. */
const looks = (service: string, ...texts: readonly string[]) =>
  texts.map((text, at) => readingOf(service, at * 1000, text));

const pool = (size: number, max: number, waiting = 0) =>
  `events_db_pool_size ${size}\nevents_db_pool_max ${max}\n` +
  `events_db_pool_waiting ${waiting}\n`;

Deno.test("CPU is what was used between the first look and the last", () => {
  const [use] = usesOf(looks(
    "gateway",
    "process_cpu_seconds_total 10",
    "process_cpu_seconds_total 10.2",
    "process_cpu_seconds_total 11",
  ));
  assert.equal(use?.resource, "gateway CPU");
  assert.equal(use?.share, 0.5);
  assert.equal(use?.detail, "0.50 of a core");
});

Deno.test("one look tells no CPU, nor do two at the same moment", () => {
  const text = "process_cpu_seconds_total 10";
  assert.deepEqual(usesOf(looks("gateway", text)), []);
  const twice = [0, 1].map(() => readingOf("gateway", 500, text));
  assert.deepEqual(usesOf(twice), []);
});

const POOLS: readonly (readonly [string, readonly string[], string])[] = [
  ["half in use", [pool(5, 10), pool(5, 10), pool(5, 10)], "5 of 10"],
  ["full for a moment", [pool(2, 10), pool(10, 10, 9), pool(2, 10)], "2 of 10"],
  ["full most of the time", [pool(10, 10), pool(2, 10), pool(10, 10)], "10 of"],
];

for (const [what, texts, detail] of POOLS) {
  Deno.test(`a pool that is ${what} counts by its middle look`, () => {
    const use = usesOf(looks("events", ...texts))
      .find(({ resource }) => resource === "events database pool");
    assert.equal(use?.detail.slice(0, detail.length), detail);
  });
}

Deno.test("who waits for a connection is wanted beyond what there is", () => {
  const [use] = usesOf(looks("events", pool(10, 10, 5)));
  assert.equal(use?.share, 1.5);
  assert.match(use?.detail ?? "", /10 of 10 connections, 5 waiting/);
});

Deno.test("a service without a pool has none that is full", () => {
  const text = "events_db_pool_size 0\nevents_db_pool_max 0\n";
  assert.deepEqual(usesOf(looks("events", text)), []);
  // The pool of another service is not its own.
  assert.deepEqual(usesOf(looks("gateway", pool(10, 10))), []);
});

Deno.test("an event loop that is late by a tenth of a second is used up", () => {
  const lag = (s: number) => `process_event_loop_lag_seconds ${s}`;
  const [use] = usesOf(looks("payments", lag(0.001), lag(0.1), lag(0.2)));
  assert.equal(use?.resource, "payments event loop");
  assert.equal(use?.detail, "late by 100 ms");
  assert.ok(use && isUsedUp(use));
});

Deno.test("series with labels count together", () => {
  const { values } = readingOf(
    "gateway",
    0,
    'r_total{path="/a"} 2\nr_total{path="/b"} 3\nother 1\n',
  );
  assert.equal(values.get("r_total"), 5);
});

Deno.test("what is used most comes first, over all services", () => {
  const readings = [
    ...looks("events", pool(9, 10)),
    ...looks("gateway", "process_event_loop_lag_seconds 0.02"),
    machineReading({ busySeconds: 0, cores: 2 }, 0),
    machineReading({ busySeconds: 1, cores: 2 }, 1000),
  ];
  assert.deepEqual(usesOf(readings).map(({ resource }) => resource), [
    "events database pool",
    "machine CPU",
    "gateway event loop",
  ]);
});

Deno.test("nine tenths are used up, a little less is not", () => {
  const of = (share: number) => isUsedUp({ resource: "x", share, detail: "" });
  assert.deepEqual([0.89, 0.9, 1.5].map(of), [false, true, true]);
});
