/**
 * Prometheus's own engine on generated rules, for tests.
 * @module
 */

import { realHost } from "../../lib/cli/host.ts";
import type { Compiled } from "./compile.ts";
import { findPromtool } from "../../adapters/prometheus/promtool.ts";
import { type Ended, runProgram } from "../../lib/process/command.ts";

const machine = {
  env: (name: string) => Deno.env.get(name),
  program: runProgram,
};
/** True where there is no promtool. */
export const MISSING: boolean = await findPromtool(machine, [Deno.cwd()]).then(
  () => false,
  () => true,
);
if (MISSING) {
  realHost().err(
    "SKIPPED: tests of rules need promtool on PATH or in PROMTOOL",
  );
}

/** Checks the rules, then runs their tests. */
export async function judge({ slo, rules, tests }: Compiled): Promise<Ended> {
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
