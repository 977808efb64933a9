import assert from "node:assert/strict";
import { type LogLine, readLogLine } from "./log_line.ts";

const NOW = 1000;
const TIME = "2026-09-15T09:08:07.000Z";

const read = (raw: string, component = "gateway"): LogLine | undefined =>
  readLogLine(raw, { n: 7, component, now: NOW });

const entry = (properties: Record<string, unknown>, component?: string) =>
  read(JSON.stringify({ time: TIME, ...properties }), component);

Deno.test("a line of a service has its time, level, words and request", () => {
  assert.deepEqual(
    entry({
      level: "warning",
      service: "gateway",
      msg: "Cannot charge",
      request_id: "r1",
      attempt: 2,
      cause: { name: "TypeError" },
    }),
    {
      n: 7,
      component: "gateway",
      time: Date.parse(TIME),
      level: "warning",
      text: 'Cannot charge attempt=2 cause={"name":"TypeError"}',
      requestId: "r1",
    },
  );
});

const REQUESTS: readonly (readonly [Record<string, unknown>, string])[] = [
  [
    { path: "/events/1", status: 200, duration_ms: 3.456 },
    "/events/1 200 in 3.5 ms",
  ],
  [{ path: "/events", status: 200, duration_ms: 12.6 }, "/events 200 in 13 ms"],
  [{ route: "/events/{id}", status: 404 }, "/events/{id} 404 in 0 ms"],
  [{ path: "/a", route: "/b", status: 500, duration_ms: 0 }, "/a 500 in 0 ms"],
];

for (const [properties, text] of REQUESTS) {
  Deno.test(`a request is shown as GET ${text}`, () => {
    const line = entry({ msg: "Answered", method: "GET", ...properties });
    assert.equal(line?.text, `GET ${text}`);
  });
}

const LEVELS: readonly (readonly [unknown, LogLine["level"]])[] = [
  ["debug", "debug"],
  ["info", "info"],
  ["warning", "warning"],
  ["error", "error"],
  ["fatal", "info"],
  [undefined, "info"],
];

for (const [level, shown] of LEVELS) {
  Deno.test(`the level ${level} is shown as ${shown}`, () => {
    assert.equal(entry({ level, msg: "x" })?.level, shown);
  });
}

Deno.test("a line that does not say its time has that of its reading", () => {
  assert.equal(read('{"msg":"hi"}')?.time, NOW);
  assert.equal(read('{"msg":"hi","time":"soon"}')?.time, NOW);
});

Deno.test("the console's own looks at faults are left out, a change of one is not", () => {
  const faults = { path: "/faults", status: 200 };
  assert.equal(entry({ ...faults, method: "GET" }), undefined);
  assert.ok(entry({ ...faults, method: "POST" }));
});

Deno.test("what is no JSON stays as it is, and is trouble when it says so", () => {
  assert.equal(read("plain")?.text, "plain");
  assert.equal(read("{half")?.text, "{half");
  assert.equal(read("plain")?.level, "info");
  for (const raw of ["error: x", "FATAL", "thread panicked"]) {
    assert.equal(read(raw)?.level, "error", raw);
  }
});

const STORES: readonly (readonly [string, string, boolean])[] = [
  ["postgres", "LOG:  checkpoint starting", false],
  ["postgres", "STATEMENT:  SELECT 1", false],
  ["postgres", "ERROR:  duplicate key", true],
  ["postgres", "FATAL:  the database system is shutting down", true],
  [
    "postgres",
    "LOG:  database system was not properly shut down; automatic recovery in progress",
    true,
  ],
];

for (const [component, words, isShown] of STORES) {
  Deno.test(`of ${component}, ${words.slice(0, 40)} is ${isShown ? "shown" : "small talk"}`, () => {
    const raw = `2026-09-15 09:00:00.000 UTC [7] ${words}`;
    assert.equal(read(raw, component) !== undefined, isShown);
  });
}

Deno.test("of redis, only failures are shown", () => {
  assert.equal(read("1:M 15 Sep * Ready to accept", "redis"), undefined);
  assert.equal(read("1:M 15 Sep # Fatal error", "redis")?.level, "error");
});

Deno.test("a request id that is not text is ignored", () => {
  assert.equal(entry({ msg: "x", request_id: 5 })?.requestId, undefined);
});
