/**
 * `deno task lab next`
 * @module
 */

import { readLabState } from "../../../checks/mod.ts";
import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { readText } from "../../../lib/files/mod.ts";
import { labOf, LABS } from "../labs.ts";
import { currentLab, nextStep } from "../next_step.ts";
import { stepName } from "../step.ts";
import { labNumber } from "./number.ts";

/** The command. */
export const next: Tool = defineTool({
  name: "next",
  needs: ["read", "env", "sys"],
  summary: "shows the next step, its text and its check",
  flags: {},
  operands: {
    usage: "[N]",
    help: "which lab; the one that you checked last by default",
    min: 0,
    max: 1,
  },
  examples: ["lab next", "lab next 3"],
  async run({ host, operands }) {
    const states = new Map(
      await Promise.all(
        LABS.map(async ({ lab }) => [lab, await readLabState(lab)] as const),
      ),
    );
    const stateOf = (lab: number) =>
      states.get(lab) ?? { records: [], hints: {} };
    const lab = labOf(
      operands.length > 0 ? labNumber(operands) : currentLab(LABS, stateOf),
    );
    const path = `labs/lab${lab.lab}.md`;
    const found = nextStep(lab, await readText(path), stateOf(lab.lab));
    if (found === undefined) {
      host.out(
        `All ${lab.checks.length} checks of lab ${lab.lab} have passed. ` +
          `Answer the questions in submissions/lab${lab.lab}.md, then type ` +
          `deno task lab evidence ${lab.lab}`,
      );
      return Exit.ok;
    }
    const { check, passed, steps, last } = found;
    const step = stepName(lab.lab, check.id);
    host.out(
      `Lab ${lab.lab}, ${lab.title}: ${passed} of ${lab.checks.length} checks ` +
        `have passed. The next one is ${check.id}: ${check.title}.\n`,
    );
    for (const { title, body } of steps) host.out(`### ${title}\n\n${body}\n`);
    if (last !== undefined) host.out(`last time: ${last.measured}`);
    host.out(`check:     deno task lab check ${lab.lab} --step ${check.id}`);
    host.out(`hint:      deno task lab hint ${step}`);
    host.out(`the text:  ${path}`);
    return Exit.ok;
  },
});
