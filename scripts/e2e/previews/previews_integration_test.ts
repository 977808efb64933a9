// Runs with -P=test-system
/**
 * A preview and the run share one plan: what `--check` names is what the same
 * command without it writes, no more and no less, and then nothing is left.
 */

import assert from "node:assert/strict";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { HOSTILE, openPlace } from "../inputs/place.ts";

/**
 * Generators, the file of each that is changed, one that is removed, and one of
 * an objective that is gone.
 */
const GENERATORS: readonly (readonly [
  words: readonly string[],
  changed: string,
  removed?: string,
  leftOver?: string,
])[] = [
  [["docs"], "scripts/README.md"],
  [
    ["slo", "generate"],
    "monitoring/rules/pay-latency.yaml",
    "monitoring/rules_test/browse-latency.yaml",
    "monitoring/course/rules/gone.yaml",
  ],
  [
    ["dashboards"],
    "monitoring/grafana/dashboards/services.json",
    "monitoring/grafana/dashboards/objectives.json",
  ],
  [["chaos", "schema"], "scripts/chaos/journal.schema.json"],
];

/** Changes a letter inside of what is generated. */
function damaged(text: string): string {
  const block = /(<!-- tasks -->\n)/;
  return block.test(text)
    ? text.replace(block, "$1changed\n")
    : text.replace(/[a-z](?=[a-z]*\W*$)/, "Z");
}

Deno.test("what --check names is what the command writes", async (t) => {
  await using place = await openPlace(
    ROOT,
    (name) => Deno.env.get(name),
    systemClock,
  );
  const { tree } = place;
  const run = (...words: readonly string[]) =>
    runProgram(Deno.execPath(), ["task", "--quiet", ...words], HOSTILE, tree);
  for (const [words, changed, removed, leftOver] of GENERATORS) {
    await t.step(words.join(" "), async () => {
      const before = await Deno.readTextFile(`${tree}/${changed}`);
      assert.notEqual(damaged(before), before);
      await Deno.writeTextFile(`${tree}/${changed}`, damaged(before));
      if (removed !== undefined) await Deno.remove(`${tree}/${removed}`);
      if (leftOver !== undefined) {
        const from = `${tree}/${leftOver.replace("gone", "pay-latency")}`;
        await Deno.copyFile(from, `${tree}/${leftOver}`);
      }
      const touched = await place.changed();
      const preview = await run(...words, "--check");
      const said = preview.stdout + preview.stderr;
      assert.equal(preview.code, 1, said);
      for (const path of [changed, removed ?? changed, leftOver ?? changed]) {
        assert.ok(said.includes(path), `${path} is not in: ${said}`);
      }
      assert.deepEqual(await place.changed(), touched, "--check wrote");
      const written = await run(...words);
      assert.equal(written.code, 0, written.stdout + written.stderr);
      assert.equal(await Deno.readTextFile(`${tree}/${changed}`), before);
      assert.equal((await run(...words, "--check")).code, 0);
      if (leftOver !== undefined) {
        await assert.rejects(Deno.stat(`${tree}/${leftOver}`));
      }
    });
  }
});
