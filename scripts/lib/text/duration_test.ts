import assert from "node:assert/strict";
import { formatDuration, parseDuration } from "./duration.ts";

Deno.test("parseDuration() gives milliseconds", () => {
  assert.equal(parseDuration("500ms"), 500);
  assert.equal(parseDuration("1.5s"), 1500);
  assert.equal(parseDuration("5m"), 300_000);
  assert.equal(parseDuration("24h"), 86_400_000);
});

Deno.test("parseDuration() refuses what has no unit, no number or a sign", () => {
  for (const bad of ["", "60", "s", "-5s", "5 s", "1e3s", "5d"]) {
    assert.equal(parseDuration(bad), undefined, bad);
  }
});

Deno.test("formatDuration() writes what parseDuration() reads", () => {
  for (const text of ["0ms", "250ms", "60001ms", "90s", "5m", "24h"]) {
    assert.equal(formatDuration(parseDuration(text) ?? NaN), text);
  }
});
