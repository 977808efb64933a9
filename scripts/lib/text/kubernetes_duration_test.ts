import assert from "node:assert/strict";
import { secondsOf, third } from "./kubernetes_duration.ts";

Deno.test("durations are read as Argo and PromQL write them", () => {
  assert.equal(secondsOf("30s"), 30);
  assert.equal(secondsOf("1m30s"), 90);
  assert.equal(secondsOf("500ms"), 0.5);
  assert.equal(secondsOf(45), 45);
  assert.equal(secondsOf("45"), 45);
  for (const wrong of ["", "1d", "fast", "{{args.window}}"]) {
    assert.equal(secondsOf(wrong), undefined, wrong);
  }
});

Deno.test("a third, with a least, never longer than it was", () => {
  assert.equal(third("3m", 5), "60s");
  assert.equal(third("30s", 20), "20s");
  assert.equal(third("10s", 20), "10s");
  assert.equal(third("0s", 20), "0s");
  assert.equal(third("{{args.window}}", 5), "{{args.window}}");
});
