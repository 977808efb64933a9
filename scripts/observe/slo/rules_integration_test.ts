// Runs with -P=test-system
/**
 * Prometheus's own engine on the generated rules: as they are, on clocks of
 * other lengths, and with mistakes planted in them.
 */

import assert from "node:assert/strict";
import { realHost } from "../../lib/cli/host.ts";
import { compile, type Compiled } from "./compile.ts";
import { MUTANTS } from "./mutants.ts";
import { findPromtool } from "../../adapters/prometheus/promtool.ts";
import { type Ended, runProgram } from "../../lib/process/command.ts";
import { parseSpec } from "./spec.ts";
import good from "./testdata/good.yaml" with { type: "text" };

const machine = {
  env: (name: string) => Deno.env.get(name),
  program: runProgram,
};
const missing = await findPromtool(machine, [Deno.cwd()]).then(
  () => false,
  () => true,
);
if (missing) {
  realHost().err(
    "SKIPPED: tests of rules need promtool on PATH or in PROMTOOL",
  );
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

async function judge({ slo, rules, tests }: Compiled): Promise<Ended> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/rules`);
    await Deno.mkdir(`${folder}/rules_test`);
    const ruleFile = `${folder}/rules/${slo.name}.yaml`;
    await Deno.writeTextFile(ruleFile, rules);
    const files: string[] = [];
    for (const [name, text] of Object.entries(tests)) {
      files.push(`${folder}/rules_test/${name}`);
      await Deno.writeTextFile(`${folder}/rules_test/${name}`, text);
    }
    const promtool = await findPromtool(machine, [folder]);
    const check = await promtool("check", "rules", ruleFile);
    return check.code === 0 ? await promtool("test", "rules", ...files) : check;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

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
    ignore: missing,
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
  ignore: missing,
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
