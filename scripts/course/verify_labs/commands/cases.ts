/**
 * `deno task lab cases [N]`
 * @module
 */

import { ROOT } from "../../../adapters/running_stack/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  pattern,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { labNumber } from "../../lab/commands/number.ts";
import { labOf, LABS } from "../../lab/labs.ts";
import { type CaseResult, runCases } from "../cases/run_cases.ts";
import { variantsOf } from "../variants/variants_of.ts";

/** The command. */
export const cases: Tool = defineTool({
  name: "cases",
  summary:
    "lets the checks evaluate work that they had not seen, of labs/labN/cases",
  flags: {
    only: pattern("only", { help: "only cases whose name matches" }),
  },
  operands: { usage: "[N]", help: "which lab; all by default", min: 0, max: 1 },
  async run({ host, flags, operands }) {
    Deno.chdir(ROOT);
    const labs = operands.length === 0 ? LABS : [labOf(labNumber(operands))];
    const only = flags.only;
    const all: CaseResult[] = [];
    for (const lab of labs) {
      const open = (await variantsOf(lab.lab))?.open;
      all.push(
        ...await runCases(lab, host, {
          ...open === undefined ? {} : { open },
          only,
          onEach: (one) => host.out(lineOf(one)),
        }),
      );
    }
    if (all.length === 0) {
      throw new CouldNotRun(
        "Cannot try a case: none matches; see labs/labN/cases for their names",
      );
    }
    const count = (verdict: string, isRight: boolean | undefined): number =>
      all.filter((one) => one.verdict === verdict && one.isRight === isRight)
        .length;
    const tried = (verdict: string): number =>
      count(verdict, true) + count(verdict, false);
    const open = all.filter(({ isRight }) => isRight === undefined).length;
    host.out(
      `${count("right", true)} of ${tried("right")} right ones accepted, ` +
        `${count("wrong", true)} of ${tried("wrong")} wrong ones rejected, ` +
        `${open} could not be verified here`,
    );
    return all.some(({ isRight }) => isRight === false)
      ? Exit.verdictFailed
      : open > 0
      ? Exit.couldNotRun
      : Exit.ok;
  },
});

function lineOf({ lab, name, verdict, trial, isRight }: CaseResult): string {
  const mark = isRight === undefined ? "open " : isRight ? "ok   " : "WRONG";
  const said = isRight === true ? "" : `: ${trial.said.slice(0, 300)}`;
  return `${mark}  lab ${lab} ${name} (${verdict}) ${trial.taken}${said}`;
}
