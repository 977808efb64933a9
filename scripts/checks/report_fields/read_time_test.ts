import assert from "node:assert/strict";
import fc from "fast-check";
import { secondsApart, timeIn, timesIn } from "./read_time.ts";

const AT = Date.parse("2026-11-25T19:46:57Z");

for (
  const text of [
    "2026-11-25T19:46:57Z",
    "2026-11-25T19:46:57.123Z",
    "2026-11-25 19:46:57",
    "2026-11-25T20:46:57+01:00",
    "2026-11-25 22:46:57 MSK",
    "25.11.2026 19:46:57",
    "25/11/2026 19:46:57 UTC",
    "11/25/2026 7:46:57 PM",
    "19:46:57",
    "**19:46:57**",
    "`19:46:57 UTC`",
    "19:46",
    "19h46",
    "7:46 PM",
    "7:46:57 p.m.",
    "- 19:46:57Z the first payments fail",
    "### 19:46:57 It began",
    "2026-11-26 00:46:57 +05:00",
  ]
) {
  Deno.test(`${text} is the moment`, () => {
    const time = timeIn(text);
    assert.ok(time !== undefined);
    assert.equal(secondsApart(time, AT), 0);
  });
}

for (
  const [text, apart] of [
    ["19:47:27", 30],
    ["19:45", 58],
    ["19:47", 3],
    ["7:46:57", 43200],
    ["2026-11-24T12:00:00Z", 114417],
  ] as const
) {
  Deno.test(`${text} is ${apart} s apart`, () => {
    const time = timeIn(text);
    assert.ok(time !== undefined);
    assert.equal(secondsApart(time, AT), apart);
  });
}

Deno.test("timesIn() finds all of a line, and no duration in digits", () => {
  assert.equal(timesIn("from 19:46:57 to 19:48:32, 95 s").length, 2);
  assert.equal(timeIn("95 s"), undefined);
  assert.equal(timeIn("25:99"), undefined);
});

Deno.test("a moment in any zone is the same moment", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e9 }),
      fc.integer({ min: -11, max: 12 }),
      (seconds, zone) => {
        const local = new Date((seconds + zone * 3600) * 1000).toISOString();
        const sign = zone < 0 ? "-" : "+";
        const hours = String(Math.abs(zone)).padStart(2, "0");
        const text = `${local.slice(0, 19)}${sign}${hours}:00`;
        const time = timeIn(text);
        assert.ok(time !== undefined, text);
        assert.equal(secondsApart(time, seconds * 1000), 0, text);
      },
    ),
  );
});
