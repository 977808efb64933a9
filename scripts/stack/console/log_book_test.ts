import assert from "node:assert/strict";
import { createLogBook, type LogBook } from "./log_book.ts";

/** Writes an access line as a service would. */
function answer(
  book: LogBook,
  { service = "gateway", id = "a", ms = 0, status = 200, path = "/events" } =
    {},
): void {
  const line = {
    time: new Date(ms).toISOString(),
    level: status >= 500 ? "error" : "info",
    service,
    msg: "Answered",
    request_id: id,
    method: "GET",
    route: path,
    path,
    status,
    duration_ms: 3.14,
  };
  book.add(service, JSON.stringify(line), ms);
}

Deno.test("a request is described in a few words", () => {
  const book = createLogBook();
  answer(book, { status: 500, ms: 5 });
  const [line] = book.last(1);
  assert.deepEqual(line, {
    n: 0,
    time: 5,
    component: "gateway",
    level: "error",
    text: "GET /events 500 in 3.1 ms",
    requestId: "a",
  });
});

Deno.test("any other line is its message with its properties", () => {
  const book = createLogBook();
  book.add(
    "payments",
    '{"time":"2026-01-01T00:00:00.000Z","level":"warning","service":"payments",' +
      '"msg":"Charge failed","amount":100,"request_id":"x"}',
    0,
  );
  const [line] = book.last(1);
  assert.equal(line?.text, "Charge failed amount=100");
  assert.equal(line?.level, "warning");
});

Deno.test("follow() gives one request through all services, by time", () => {
  const book = createLogBook();
  answer(book, { service: "gateway", id: "one", ms: 30 });
  answer(book, { service: "gateway", id: "two", ms: 25 });
  answer(book, { service: "events", id: "one", ms: 10 });
  answer(book, { service: "payments", id: "one", ms: 20 });
  assert.deepEqual(
    book.follow("one").map(({ component }) => component),
    ["events", "payments", "gateway"],
  );
  assert.deepEqual(book.follow("none"), []);
});

Deno.test("news() gives each line once", () => {
  const book = createLogBook();
  answer(book);
  assert.equal(book.news().lines.length, 1);
  assert.deepEqual(book.news(), { lines: [], leftOut: 0 });
});

Deno.test("under load trouble is shown, small talk is left out", () => {
  const book = createLogBook();
  answer(book, { status: 500, id: "bad" });
  for (let i = 0; i < 500; i++) answer(book, { ms: i });
  const { lines, leftOut } = book.news();
  assert.equal(lines.length + leftOut, 501);
  assert.equal(lines.length, 80);
  assert.ok(lines.some(({ requestId }) => requestId === "bad"));
});

Deno.test("the book forgets the oldest lines", () => {
  const book = createLogBook(100);
  for (let i = 0; i < 1000; i++) answer(book, { id: `r${i}`, ms: i });
  assert.ok(book.last(1000).length <= 120);
  assert.deepEqual(book.follow("r0"), []);
  assert.equal(book.follow("r999").length, 1);
});

Deno.test("lines that are no JSON are kept, a store's small talk is not", () => {
  const book = createLogBook();
  book.add("events", "error: Uncaught (in promise)", 1);
  book.add("events", "{ not JSON", 2);
  book.add(
    "postgres",
    "2026-01-01 00:00:00.000 UTC [1] LOG:  checkpoint complete",
    3,
  );
  book.add(
    "postgres",
    "2026-01-01 00:00:00.000 UTC [1] FATAL:  out of memory",
    4,
  );
  book.add("redis", "1:M 01 Jan * Ready to accept connections", 5);
  assert.deepEqual(
    book.last(9).map(({ level, component }) => `${component} ${level}`),
    ["events error", "events info", "postgres error"],
  );
});

Deno.test("the console's own looks at the faults are not shown", () => {
  const book = createLogBook();
  answer(book, { path: "/faults" });
  assert.deepEqual(book.last(1), []);
});
