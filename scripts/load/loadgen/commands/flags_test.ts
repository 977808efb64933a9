import assert from "node:assert/strict";
import { parseFlags } from "../../../lib/cli/flags.ts";
import { gather, RUN_FLAGS } from "./flags.ts";

function read(...args: string[]) {
  const source = { args: gather(args, "expect"), env: () => undefined };
  return parseFlags("loadgen", RUN_FLAGS, source).flags;
}

Deno.test("a flag that is given several times keeps all its values", () => {
  const flags = read("--expect", "p99<1s", "--rps=7", "--expect=orders/s>=5");
  assert.deepEqual(
    flags.expect.map(({ text }) => text),
    ["p99<1s", "orders/s>=5"],
  );
  assert.equal(flags.rps, 7);
  assert.deepEqual(read().expect, []);
});

Deno.test("one bad expectation among good ones is refused", () => {
  assert.throws(
    () => read("--expect", "p99<1s", "--expect", "fast"),
    /--expect must be an expectation such as .*, current value is p99<1s;fast/,
  );
});

Deno.test("users arrive and think as the flags say", () => {
  const { users, ramp, think } = read(
    "--users=50",
    "--ramp=5/s",
    "--think=0.5s..2s",
  );
  assert.deepEqual([users, ramp, think], [50, 5, [500, 2000]]);
  assert.deepEqual(read("--think=1s").think, [1000, 1000]);
  assert.throws(() => read("--think=2s..1s"), /--think must be/);
  assert.throws(() => read("--ramp=0"), /--ramp must be users a second/);
});
