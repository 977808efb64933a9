// Runs with -P=test-system
import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { poll } from "../../lib/wait/wait.ts";
import { watchSources } from "./watch.ts";

Deno.test("watchSources() tells once of a file that is written in steps", async () => {
  const root = await Deno.realPath(await Deno.makeTempDir());
  await Deno.mkdir(`${root}/services/gateway/deep`, { recursive: true });
  const told: (readonly string[])[] = [];
  const ending = new AbortController();
  const watching = watchSources({
    root,
    services: ["gateway", "events"],
    clock: systemClock,
    signal: ending.signal,
    onChange: (names) => told.push(names),
  });
  const file = `${root}/services/gateway/deep/app.ts`;
  await Deno.writeTextFile(`${file}.tmp`, "half");
  await Deno.writeTextFile(file, "half");
  await Deno.writeTextFile(file, "whole");
  const isTold = (): boolean => told.length > 0;
  assert.ok(await poll(isTold, { clock: systemClock, withinMs: 10_000 }));
  ending.abort();
  await watching;
  assert.deepEqual(told, [["gateway"]]);
  await Deno.remove(root, { recursive: true });
});
