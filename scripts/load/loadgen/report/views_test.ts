import assert from "node:assert/strict";
import { liveView } from "./live_view.ts";
import { runMetrics } from "../engine/run_metrics.ts";
import mixed from "../scenario/mixed.ts";
import type { Slice } from "../result/slice.ts";
import { sliceRecorder } from "../engine/slice_recorder.ts";
import { sparkline } from "./sparkline.ts";

function sliceAt(atMs: number, ms: number): Slice {
  const recorder = sliceRecorder();
  for (let i = 0; i < 10; i++) {
    recorder.started(0.1);
    recorder.step("list", "ok", 200, ms);
    recorder.journey("look", "ok", ms);
  }
  recorder.started(0.1);
  recorder.step("pay", "server_error", 502, ms);
  return recorder.cut(atMs);
}

function shown(isTerminal: boolean, seconds: number): readonly string[] {
  const written: string[] = [];
  const view = liveView({
    steps: ["list", "pay"],
    rateAt: () => 12,
    durationMs: 60_000,
    isTerminal,
    write: (text) => written.push(text),
  });
  for (let second = 1; second <= seconds; second++) {
    view.onSlice(sliceAt(second * 1000, second));
  }
  return written;
}

Deno.test("without a terminal, a line comes each ten seconds", () => {
  const lines = shown(false, 25);
  assert.equal(lines.length, 2);
  assert.equal(
    lines[0],
    "   10 s     11.0 rps  0 bought  10 failed  p50 5.0 ms, p95 10.0 ms, p99 10.0 ms",
  );
});

Deno.test("on a terminal the same lines renew themselves each second", () => {
  const [first, second] = shown(true, 2);
  assert.ok(first && second);
  assert.ok(!first.startsWith("\x1b[5A"));
  assert.ok(second.startsWith("\x1b[5A"));
  assert.match(
    second,
    /2 of 60 s +11 visits\/s of 12, 11 requests\/s, 1 under/,
  );
  assert.match(second, /p99 +▅█ up to 2\.0 ms/);
});

Deno.test("sparkline() shows the last values, the greatest at full height", () => {
  assert.equal(sparkline([9, 0, 7, 3.5], 3), "▁█▅");
  assert.equal(sparkline([0, 0], 5), "▁▁");
});

Deno.test("metrics have all series from the start, and count what the slices say", async () => {
  const metrics = runMetrics(mixed, () => 12);
  const value = async (series: string): Promise<number> => {
    const lines = (await metrics.text()).split("\n");
    const line = lines.find((one) => one.startsWith(`${series} `));
    return Number(line?.split(" ")[1] ?? NaN);
  };
  const failed = 'loadgen_requests_total{step="pay",result="server_error"}';
  assert.equal(await value(failed), 0);
  metrics.onSlice(sliceAt(1000, 30));
  metrics.onSlice(sliceAt(2000, 300));
  assert.equal(await value(failed), 2);
  const bucket = (le: string): string =>
    `loadgen_request_duration_seconds_bucket{le="${le}",step="list"}`;
  assert.equal(await value(bucket("0.025")), 0);
  assert.equal(await value(bucket("0.05")), 10);
  assert.equal(await value(bucket("0.5")), 20);
  assert.equal(await value("loadgen_target_rate"), 12);
  assert.equal(
    await value('loadgen_journeys_total{journey="look",result="ok"}'),
    20,
  );
});
