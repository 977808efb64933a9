// Runs with -P=test-system
/**
 * Prometheus's own engine on the generated rules: as they are, on clocks of
 * other lengths, and with mistakes planted in them.
 */

import assert from "node:assert/strict";
import { compile } from "./compile.ts";
import { MUTANTS } from "./mutants.ts";
import { judge, MISSING } from "./promtool_fixture.ts";
import { parseSpec } from "./spec.ts";
import good from "./testdata/good.yaml" with { type: "text" };

const DAY = 86_400_000;
const HOUR = 3_600_000;

const spec = parseSpec(good, "good.yaml");

for (
  const [name, periodMs, floorMs] of [
    ["30 days, the published windows", 30 * DAY, 0],
    ["7 days", 7 * DAY, 0],
    ["an hour, windows down to 417 ms", HOUR, 0],
    ["an hour, windows that can be scraped", HOUR, 5000],
  ] as const
) {
  Deno.test({
    name: `the same alerts come in the same order over ${name}`,
    ignore: MISSING,
    async fn() {
      const { code, stdout, stderr } = await judge(
        compile(spec, "good.yaml", { periodMs, floorMs }),
      );
      assert.equal(code, 0, stdout + stderr);
    },
  });
}

Deno.test({
  name: `${MUTANTS.length} planted mistakes are each noticed`,
  ignore: MISSING,
  async fn(t) {
    const compiled = compile(spec, "good.yaml");
    const verdicts = await Promise.all(
      MUTANTS.map(async ({ name, from, to }) => {
        const rules = compiled.rules.replace(from, to);
        assert.notEqual(rules, compiled.rules, `${name} changes nothing`);
        return { name, ...await judge({ ...compiled, rules }) };
      }),
    );
    for (const { name, code } of verdicts) {
      await t.step(name, () => assert.notEqual(code, 0));
    }
  },
});
