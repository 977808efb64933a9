// Runs with -P=test-system
/** promtool calls a test whose rule file is not there a success; `slo test` does not. */

import assert from "node:assert/strict";
import { type Ended, runProgram } from "../../lib/process/command.ts";
import { MISSING } from "./promtool_fixture.ts";

const CLI = new URL("./cli.ts", import.meta.url).pathname;
const CONFIG = new URL("../../../deno.json", import.meta.url).pathname;

const RULES = `groups:
  - name: g
    rules:
      - record: job:up:sum
        expr: sum(up)
`;

function testOf(ruleFile: string): string {
  return `rule_files: [../rules/${ruleFile}]
evaluation_interval: 1m
tests: []
`;
}

/** `slo test` in a folder whose tests name such a rule file. */
async function tested(ruleFile: string): Promise<Ended> {
  const folder = await Deno.makeTempDir();
  try {
    for (const clock of ["monitoring", "monitoring/course"]) {
      await Deno.mkdir(`${folder}/${clock}/rules`, { recursive: true });
      await Deno.mkdir(`${folder}/${clock}/rules_test`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${clock}/rules/a.yaml`, RULES);
      await Deno.writeTextFile(
        `${folder}/${clock}/rules_test/a.yaml`,
        testOf(ruleFile),
      );
    }
    const run = ["run", "--quiet", "--no-check", "-A", "--config", CONFIG, CLI];
    return await runProgram(Deno.execPath(), [...run, "test"], {}, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "tests of rules that are there pass",
  ignore: MISSING,
  async fn() {
    const { code, stdout, stderr } = await tested("a.yaml");
    assert.equal(code, 0, stdout + stderr);
  },
});

Deno.test({
  name: "a test of rules that are not there fails, and names them",
  ignore: MISSING,
  async fn() {
    const { code, stdout } = await tested("b.yaml");
    assert.equal(code, 1, stdout);
    assert.match(stdout, /no file match pattern .*b\.yaml/);
  },
});
