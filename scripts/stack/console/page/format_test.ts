import assert from "node:assert/strict";
import { bytes, duration, percent, short, timeLeft } from "./format.js";

Deno.test("numbers are short, and what is not there is a dash", () => {
  assert.deepEqual([0, 0.04, 3.14159, 42.4, 12345, NaN, null].map(short), [
    ...["0", "0", "3.1", "42", "12,345", "–", "–"],
  ]);
});

Deno.test("99.5 % is not 100 %, and little is not nothing", () => {
  assert.deepEqual([0, 0.0002, 0.995, 1, 0.0625, null].map(percent), [
    ...["0 %", "< 0.1 %", "99.5 %", "100 %", "6.3 %", "–"],
  ]);
});

Deno.test("memory is shown in MiB, and in GiB once there are many", () => {
  assert.deepEqual([52_428_800, 1_610_612_736, NaN].map(bytes), [
    ...["50 MiB", "1.5 GiB", "–"],
  ]);
});

Deno.test("durations have a unit that fits", () => {
  assert.deepEqual([2.34, 850, 1500, NaN].map(duration), [
    ...["2.3 ms", "850 ms", "1.5 s", "–"],
  ]);
  assert.deepEqual([42, 60, 125].map(timeLeft), ["42 s", "1 min", "2:05 min"]);
});
