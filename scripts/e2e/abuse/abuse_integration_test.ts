// Runs with -P=test-system
import assert from "node:assert/strict";
import { seededDraws, systemClock } from "../../../services/shared/mod.ts";
import { startStack } from "../../stack/local/mod.ts";
import { abuse } from "./abuse.ts";
import { abuseText } from "./report.ts";
import { stackEvents } from "./stack_events.ts";
import { brokenIn } from "./verdict.ts";

Deno.test("660 hostile connections in 6 s: honest customers notice nothing", async (t) => {
  const events = stackEvents(() => {});
  await using stack = await startStack({
    ...events.hear,
    // At a stop, half-sent bodies are waited for through half of it.
    env: { SHUTDOWN_GRACE_MS: "6000" },
  });
  const findings = await abuse({
    stack,
    clock: systemClock,
    random: seededDraws(1),
    signal: new AbortController().signal,
    connections: 660,
    seconds: 6,
    warmUpSeconds: 3,
    calmSeconds: 1,
    lifeMs: 4000,
    maxOpen: 700,
    ...events,
    say: () => {},
  });
  // After so short a warm-up, memory says nothing yet.
  const broken = brokenIn(findings)
    .filter((words) => !words.includes(" more memory than before "));
  assert.deepEqual(broken, [], abuseText(findings));
  await t.step(abuseText(findings), () => {});
});
