import assert from "node:assert/strict";
import { zonedTime } from "./zoned_time.ts";

const AT = Date.UTC(2026, 10, 1, 12);

for (
  const [text, at] of [
    ["2026-11-01T12:00:00Z", AT],
    ["2026-11-01T12:00Z", AT],
    ["2026-11-01T13:00:00.000+01:00", AT],
    ["2026-11-01T12:00:00", undefined], // whose noon?
    ["2026-11-01", undefined],
    ["Nov 1 2026", undefined],
    ["01.11.2026", undefined],
    ["2026-02-30T12:00:00Z", undefined],
    ["2026-13-01T12:00:00Z", undefined],
    ["2026-11-01T25:00:00Z", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`"${text}" is ${at ?? "no moment"}`, () => {
    assert.equal(zonedTime(text), at);
  });
}
