// Runs with -P=test-system
import assert from "node:assert/strict";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { openPlace } from "./place.ts";
import { toolFiles, tryInputs } from "./try_inputs.ts";

/** The whole is `deno task e2e:inputs`; this is a sample, new with each day. */
const SEED = Math.floor(Date.now() / 86_400_000) % 1_000_000;

Deno.test("every command of every tool refuses wrong inputs in words", async () => {
  const env = (name: string): string | undefined => Deno.env.get(name);
  await using place = await openPlace(ROOT, env, systemClock);
  const tried = await tryInputs(place, { each: 2, seed: SEED });
  assert.deepEqual(tried.faults, [], `seed ${SEED}`);
  assert.deepEqual(await place.changed(), []);
  assert.ok(tried.commands >= 130, `${tried.commands} commands`);
  assert.ok(tried.inputs >= 260, `${tried.inputs} inputs`);
  assert.equal(tried.tools, (await toolFiles(ROOT)).length);
});
