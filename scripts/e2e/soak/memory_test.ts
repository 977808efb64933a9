import assert from "node:assert/strict";
import { growthOf } from "./memory.ts";

/** A sample a minute for an hour. */
function hour(mib: (minute: number) => number) {
  return Array.from({ length: 61 }, (_, minute) => ({
    seconds: minute * 60,
    mib: { events: mib(minute) },
  }));
}

Deno.test("what is taken while warming up is no growth", () => {
  const [events] = growthOf(hour((minute) => minute < 5 ? 60 + minute : 100));
  assert.equal(events?.growth, 0);
  assert.equal(events?.early, 100);
});

Deno.test("a leak of half a MiB a minute is seen", () => {
  const [events] = growthOf(hour((minute) => 100 + minute / 2));
  assert.ok((events?.growth ?? 0) > 0.2, String(events?.growth));
  assert.equal(events?.most, 130);
});

Deno.test("a single peak is no growth, and is reported", () => {
  const [events] = growthOf(hour((minute) => minute === 57 ? 300 : 100));
  assert.equal(events?.growth, 0);
  assert.equal(events?.most, 300);
});

Deno.test("a component that was gone has no figure, which is never within a bound", () => {
  const [events] = growthOf(hour((minute) => minute > 50 ? NaN : 100));
  assert.equal((events?.growth ?? 0) <= 0.1, false);
});
