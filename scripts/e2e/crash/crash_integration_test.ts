// Runs with -P=test-system
import assert from "node:assert/strict";
import { startStack } from "../../stack/local/mod.ts";
import { crashTest } from "./crash.ts";
import { crashText } from "./report.ts";
import { VICTIMS } from "./rounds.ts";

Deno.test("one death of every part under load: nothing oversold, lost, or charged for nothing", async (t) => {
  await using stack = await startStack();
  const report = await crashTest({
    stack,
    rounds: VICTIMS.length,
    random: Math.random,
    signal: new AbortController().signal,
    onRound: () => {},
  });
  assert.deepEqual(report.broken, [], crashText(report));
  assert.ok(report.books.orders > 0);
  await t.step(crashText(report), () => {});
});
