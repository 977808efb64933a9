import assert from "node:assert/strict";
import { measuredLater } from "./measured_later.ts";

const NOW = Date.UTC(2026, 10, 24, 12);

Deno.test("what a clock measured before it was set back is named", () => {
  const records = [
    { id: "2.1", at: "2026-11-24T11:59:00.000Z" },
    { id: "2.4", at: "2026-11-24T12:00:00.900Z" },
    { id: "2.6", at: "2026-11-24T13:00:00.000Z" },
  ];
  assert.deepEqual(measuredLater(records, NOW), ["2.6"]);
  assert.deepEqual(measuredLater(records, NOW + 3_600_000), []);
});
