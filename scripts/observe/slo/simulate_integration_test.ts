// Runs with -P=test-system
import assert from "node:assert/strict";
import { realHost } from "../../lib/cli/host.ts";
import { compileFile, findSpecs } from "./files.ts";
import incidentsText from "./incidents.yaml" with { type: "text" };
import { parseIncidents } from "./incidents.ts";
import { findPromtool } from "../../adapters/prometheus/promtool.ts";
import { runProgram } from "../../lib/process/command.ts";
import { type RuleFile, simulate } from "./simulate.ts";

const machine = {
  env: (name: string) => Deno.env.get(name),
  program: runProgram,
};
const missing = await findPromtool(machine, [Deno.cwd()]).then(
  () => false,
  () => true,
);
if (missing) {
  realHost().err("SKIPPED: simulating needs promtool on PATH or in PROMTOOL");
}

const incidents = parseIncidents(incidentsText, "incidents.yaml");
const compiled = await Promise.all(
  (await findSpecs()).map((path) => compileFile(path)),
);
const cases = incidents.map((incident) => ({
  incident,
  slo: compiled.find(({ slo }) => slo.name === incident.slo)?.slo ??
    assert.fail(incident.slo),
}));

async function rulesWith(
  change: (text: string) => string,
  body: (rules: readonly RuleFile[]) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const rules = compiled.map(({ slo, rules }) => ({
      path: `${folder}/${slo.name}.yaml`,
      text: change(rules),
    }));
    for (const { path, text } of rules) await Deno.writeTextFile(path, text);
    await body(rules);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name:
    "the shipped rules miss none of the incidents and never wake an engineer without a reason",
  ignore: missing,
  fn: () =>
    rulesWith((text) => text, async (rules) => {
      const results = await simulate(machine, rules, cases);
      assert.equal(results.length, 20);
      const wrong = results.filter((one) => one.missed || one.falsePage);
      assert.deepEqual(wrong.map(({ incident }) => incident.name), []);
      const times = results.flatMap((one) => one.detectedAfterMs ?? []);
      assert.equal(times.length, incidents.filter(({ page }) => page).length);
    }),
});

Deno.test({
  name:
    "rules that never page miss everything; rules that always do are reported",
  ignore: missing,
  async fn() {
    const some = cases.filter(({ incident }) =>
      ["payments are down", "a quiet day"].includes(incident.name)
    );
    const deaf = (text: string) =>
      text.replaceAll("severity: page", "severity: none");
    await rulesWith(deaf, async (rules) => {
      const [down, quiet] = await simulate(machine, rules, some);
      assert.deepEqual([down?.missed, quiet?.missed], [true, false]);
    });
    const nervous = (text: string) => text.replace(/ > (14\.4|6)\)/g, " >= 0)");
    await rulesWith(nervous, async (rules) => {
      const results = await simulate(machine, rules, some);
      assert.deepEqual(results.map((one) => one.falsePage), [true, true]);
    });
  },
});
