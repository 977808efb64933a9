import assert from "node:assert/strict";
import { seededDraws } from "../seeded_random.ts";
import { spells } from "./intermittent.ts";

/** Seconds of an hour in which the fault is there, and how often it came. */
function hour(seed: number) {
  const isOn = spells({ on_s: 5, off_s: 20 }, seededDraws(seed), 0);
  let seconds = 0;
  let times = 0;
  let before = false;
  for (let now = 0; now < 3_600_000; now += 100) {
    const on = isOn(now);
    if (on) seconds += 0.1;
    if (on && !before) times++;
    before = on;
  }
  return { seconds, times };
}

Deno.test("a flapping fault is there about as long and as often as asked for", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { seconds, times } = hour(seed);
    assert.ok(seconds > 450 && seconds < 1100, `${seconds} s of 720`);
    assert.ok(times > 100 && times < 190, `${times} times of 144`);
  }
});

Deno.test("the same seed gives the same spells, another seed others", () => {
  assert.deepEqual(hour(7), hour(7));
  assert.notDeepEqual(hour(7), hour(8));
});

Deno.test("it begins with the fault, and draws of 0 do not spin without an end", () => {
  const isOn = spells({ on_s: 1, off_s: 1 }, () => 0, 500);
  assert.equal(isOn(500), true);
  assert.equal(isOn(599), true);
  assert.equal(isOn(600), false);
  assert.equal(isOn(3_600_500), true);
});
