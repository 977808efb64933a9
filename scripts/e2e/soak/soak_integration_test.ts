// Runs with -P=test-system
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/mod.ts";
import { DEV_DIRECTORY, startStack } from "../../stack/local/mod.ts";
import { soakText } from "./report.ts";
import { soak } from "./soak.ts";

Deno.test("a quarter of a minute of visits: no error, and the books agree", async (t) => {
  await using stack = await startStack();
  await Deno.mkdir(DEV_DIRECTORY, { recursive: true });
  const summary = `${DEV_DIRECTORY}/soak-${crypto.randomUUID()}.json`;
  const report = await soak({
    stack,
    clock: systemClock,
    rps: 40,
    seconds: 15,
    summary,
    onSample: () => {},
  });
  await Deno.remove(summary);
  // So short a run is all warming up: its memory says nothing yet.
  const broken = report.broken.filter((words) => !words.includes(" grew by "));
  assert.deepEqual(broken, [], soakText(report));
  assert.ok(report.memory.every(({ most }) => most > 1), soakText(report));
  await t.step(soakText(report), () => {});
});
