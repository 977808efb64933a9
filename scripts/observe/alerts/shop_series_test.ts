import assert from "node:assert/strict";
import { DAYS } from "./days.ts";
import { seriesOf } from "./shop_series.ts";

/** The values that promtool makes of its notation, by adding step by step. */
function expanded(values: string): readonly number[] {
  return values.split(" ").flatMap((word) => {
    const [, start, step, times] = /^([\d.]+)\+([\d.]+)x(\d+)$/.exec(word) ??
      [];
    if (start === undefined) return [];
    const found = [Number(start)];
    for (let i = 0; i < Number(times); i++) {
      found.push((found.at(-1) ?? 0) + Number(step));
    }
    return found;
  });
}

Deno.test("a counter falls on the day of a restart, and on no other", () => {
  for (const day of DAYS) {
    const fall = seriesOf(day).filter(({ values }) => !values.includes("stale"))
      .filter(({ values }) =>
        expanded(values).some((value, i, all) => value < (all[i - 1] ?? 0))
      );
    const isRestart = day.stretches.some(({ gateway }) =>
      gateway !== undefined
    );
    assert.equal(fall.length > 0, isRestart, `${day.name}: ${fall[0]?.series}`);
  }
});

Deno.test("a status is not there before it has happened", () => {
  const half = seriesOf(DAYS[0] ?? assert.fail());
  const failed = half.find(({ series }) => series.includes('status="500"'));
  assert.match(failed?.values ?? "", /^_x360 /);
});
