import assert from "node:assert/strict";
import { SEED_EVENTS } from "./events.ts";

Deno.test("events have the numbers from 1 on, each once: the labs name them", () => {
  assert.deepEqual(SEED_EVENTS.map(({ id }) => id), [1, 2, 3, 4, 5, 6]);
});

Deno.test("every event has a moment with a zone, seats, and a price that is not negative", () => {
  for (const { name, venue, date, totalTickets, priceCents } of SEED_EVENTS) {
    assert.ok(name !== "" && venue !== "");
    assert.equal(
      new Date(date).toISOString().replace(".000", ""),
      date,
      `${name} has no moment in UTC`,
    );
    assert.ok(Number.isInteger(totalTickets) && totalTickets > 0, name);
    assert.ok(Number.isInteger(priceCents) && priceCents >= 0, name);
  }
});

Deno.test("one event outlasts any load of the course, and one costs nothing", () => {
  const seats = SEED_EVENTS.map(({ totalTickets }) => totalTickets);
  assert.ok(Math.max(...seats) >= 1_000_000);
  assert.ok(SEED_EVENTS.some(({ priceCents }) => priceCents === 0));
});
