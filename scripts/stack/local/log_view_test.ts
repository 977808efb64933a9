import assert from "node:assert/strict";
import { isWorthShowing, prefixer, readable } from "./log_view.ts";

const TIME = "2026-09-15T09:08:07.000Z";
const HERE = new Date(TIME).toTimeString().slice(0, 8);

function line(properties: Record<string, unknown>): string {
  return JSON.stringify({ time: TIME, service: "demo", ...properties });
}

Deno.test("readable() writes an access line as a sentence", () => {
  const text = readable(line({
    level: "info",
    msg: "Answered",
    request_id: "r1",
    method: "POST",
    route: "/events/{id}/reserve",
    path: "/events/1/reserve",
    status: 200,
    duration_ms: 3.456,
  }));
  assert.equal(text, `${HERE} info POST /events/1/reserve 200 3.5 ms`);
});

Deno.test("readable() shows other properties, and the request id on trouble", () => {
  const text = readable(line({
    level: "error",
    msg: "Cannot charge",
    request_id: "r1",
    error: { name: "TypeError" },
  }));
  assert.equal(
    text,
    `${HERE} error Cannot charge error={"name":"TypeError"} request_id=r1`,
  );
});

Deno.test("readable() leaves alone what is not a JSON object", () => {
  for (const text of ["plain", "{half", "[1]", '"text"']) {
    assert.equal(readable(text), text);
  }
});

Deno.test("readable() bears a line without time and level", () => {
  assert.equal(readable('{"msg":"hi"}'), "--:--:-- info hi");
});

Deno.test("prefixer() puts the names in a column", () => {
  const prefix = prefixer(["gateway", "redis"], false);
  assert.equal(prefix("redis", "x"), "redis   | x");
  assert.equal(prefix("gateway", "x"), "gateway | x");
});

Deno.test("prefixer() colours the name only", () => {
  const prefix = prefixer(["gateway", "events"], true);
  assert.equal(prefix("events", "x"), "\x1b[34mevents  |\x1b[0m x");
});

Deno.test("what a service wrote cannot paint over the lines of others", () => {
  const hostile = '{"msg":"\\u001b[1A\\u001b[2Kall is well"}';
  for (const line of [readable(hostile), "\x1b[1A\x1b[2K"]) {
    const shown = prefixer(["gateway"], false)("gateway", line);
    assert.ok(!shown.includes("\x1b"), shown);
  }
});

Deno.test("isWorthShowing() hides the routine of the stores", () => {
  const routine = "2026-09-15 09:00:00.000 UTC [7] LOG:  checkpoint starting";
  const trouble = "2026-09-15 09:00:00.000 UTC [7] FATAL:  it is over";
  const recovery =
    "2026-09-15 09:00:00.000 UTC [7] LOG:  database system was " +
    "not properly shut down; automatic recovery in progress";
  assert.equal(isWorthShowing("postgres", routine), false);
  assert.equal(isWorthShowing("postgres", trouble), true);
  assert.equal(isWorthShowing("postgres", recovery), true);
  assert.equal(
    isWorthShowing("redis", "1:M 15 Sep # WARNING overcommit"),
    false,
  );
  assert.equal(isWorthShowing("redis", "1:M 15 Sep # Fatal error"), true);
  assert.equal(isWorthShowing("gateway", routine), true);
});
