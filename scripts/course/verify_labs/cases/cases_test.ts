import assert from "node:assert/strict";
import { takenOf } from "./trial.ts";

const found = (...verdicts: readonly string[]) =>
  verdicts.map((verdict, i) => ({
    id: `1.${i}`,
    verdict: verdict as "pass", // each test names one of the four
    measured: "it",
  }));

for (
  const [verdicts, taken] of [
    [["pass", "pass"], "accepted"],
    [["pass", "fail"], "rejected"],
    [["could_not_verify", "fail"], "rejected"],
    [["pass", "not_started"], "rejected"],
    [["pass", "could_not_verify"], "open"],
    [[], "open"],
  ] as const
) {
  Deno.test(`work with ${verdicts.join(", ") || "no check"} is ${taken}`, () => {
    assert.equal(takenOf(found(...verdicts)).taken, taken);
  });
}
