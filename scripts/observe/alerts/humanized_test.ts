import assert from "node:assert/strict";
import { humanized } from "./humanized.ts";

/** As Prometheus's own tests of its templates have them. */
const CASES: readonly (readonly [how: string, number, string])[] = [
  ["humanize", 0, "0"],
  ["humanize", 1, "1"],
  ["humanize", 1234567, "1.235M"],
  ["humanize", 999, "999"],
  ["humanize", 1000, "1k"],
  ["humanize", -1500, "-1.5k"],
  ["humanize", 0.0015, "1.5m"],
  ["humanize", 0.12, "120m"],
  ["humanize", Infinity, "+Inf"],
  ["humanize", NaN, "NaN"],
  ["humanize1024", 0, "0"],
  ["humanize1024", 1, "1"],
  ["humanize1024", 1048576, "1Mi"],
  ["humanize1024", 12, "12"],
  ["humanizeDuration", 0, "0s"],
  ["humanizeDuration", 0.1, "100ms"],
  ["humanizeDuration", 0.0001, "100us"],
  ["humanizeDuration", 1, "1s"],
  ["humanizeDuration", 12.345, "12.35s"],
  ["humanizeDuration", 60, "1m 0s"],
  ["humanizeDuration", 3600, "1h 0m 0s"],
  ["humanizeDuration", 86_400, "1d 0h 0m 0s"],
  ["humanizeDuration", 899_999, "10d 9h 59m 59s"],
  ["humanizeDuration", -62, "-1m 2s"],
  ["humanizePercentage", 0.0525, "5.25%"],
  ["humanizePercentage", 1, "100%"],
  ["humanizePercentage", 0.12345678, "12.35%"],
];

for (const [how, value, text] of CASES) {
  Deno.test(`${how} writes ${value} as ${text}`, () => {
    assert.equal(humanized(value, how), text);
  });
}
