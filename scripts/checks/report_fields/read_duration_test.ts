import assert from "node:assert/strict";
import fc from "fast-check";
import { durationIn } from "./read_duration.ts";

for (
  const [text, ...seconds] of [
    ["95 s", 95],
    ["95", 95],
    ["95s", 95],
    ["1m35s", 95],
    ["1m 35s", 95],
    ["1 min 35 s", 95],
    ["1 min, 35 s", 95],
    ["1 minute and 35 seconds", 95],
    ["**1 min 35 s**", 95],
    ["1:35", 95, 5700],
    ["1:35 min", 95],
    ["0:01:35", 95],
    ["00:01:35", 95],
    ["PT1M35S", 95],
    ["P1DT2H", 93600],
    ["1'35\"", 95],
    ["1′35″", 95],
    ["95 Sekunden", 95],
    ["1 Minute 35 Sekunden", 95],
    ["1 Min. 35 Sek.", 95],
    ["95 с", 95],
    ["1 мин 35 с", 95],
    ["1 мин. 35 сек.", 95],
    ["95 секунд", 95],
    ["1,5 min", 90],
    ["1.5 min", 90],
    ["9 h 20 min", 33600],
    ["9h20", 33600],
    ["9 ч 20 мин", 33600],
    ["2 Std. 5 Min.", 7500],
    ["1 d 2 h", 93600],
    ["32,4 ms", 0.0324],
    ["about 95 s (from the log)", 95],
    ["24 × 60 × 0.005 = 7.2 min", 432],
    ["95 s, then 20 s of waiting", 95],
    ["1.234 s", 1.234, 1234],
  ] as const
) {
  Deno.test(`durationIn() of ${text} is ${seconds.join(" or ")} s`, () => {
    const found = durationIn(text)?.values ?? [];
    assert.deepEqual(
      found.map((one) => Math.round(one * 1e6) / 1e6),
      seconds,
    );
  });
}

Deno.test("a bare number has the unit of the form", () => {
  assert.deepEqual(durationIn("9.5", "h")?.values, [34200]);
  assert.deepEqual(durationIn("9:20", "h")?.values, [33600, 560]);
  assert.deepEqual(durationIn("8,0", "ms")?.values, [0.008]);
});

Deno.test("other text is not a duration", () => {
  assert.equal(durationIn("quite long"), undefined);
  assert.equal(durationIn(""), undefined);
});

Deno.test("a duration is the same in every form", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 359_999 }), (all) => {
      const [h, m, s] = [
        Math.floor(all / 3600),
        Math.floor(all / 60) % 60,
        all % 60,
      ];
      const two = (value: number) => String(value).padStart(2, "0");
      for (
        const text of [
          `${h}:${two(m)}:${two(s)}`,
          `${h} h ${m} min ${s} s`,
          `${h}h${m}m${s}s`,
          `PT${h}H${m}M${s}S`,
          `${h} Std. ${m} Min. ${s} Sek.`,
          `${h} ч ${m} мин ${s} с`,
          `${all}`,
          `${all} seconds`,
        ]
      ) {
        assert.deepEqual(durationIn(text)?.values[0], all, text);
      }
    }),
    { numRuns: 300 },
  );
});
