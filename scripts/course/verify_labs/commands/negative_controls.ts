/**
 * `deno task lab negative-controls`
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  Exit,
  pattern,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { labOf } from "../../lab/labs.ts";
import { labDigest } from "../proofs.ts";
import { parsePlan, PLAN_FILE } from "../negative_controls/plan.ts";
import { keepRows } from "../negative_controls/rows.ts";
import { tryLosses } from "../negative_controls/run_outages.ts";
import { LAB, labNumber } from "../../lab/commands/number.ts";
import { readText } from "../../../lib/files/mod.ts";

/** The command. */
export const negativeControls: Tool = defineTool({
  name: "negative-controls",
  summary:
    "takes customers, tickets or Prometheus away in the middle of checks",
  flags: {
    tree: text("tree", {
      default: undefined,
      placeholder: "FOLDER",
      help: "where the lab is solved: lab run --into, lab solve --into",
    }),
    only: pattern("only", { help: "only checks whose step matches" }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const lab = labOf(labNumber(operands));
    if (flags.tree === undefined) {
      throw new UsageError("Cannot take anything: --tree FOLDER is missing");
    }
    const plans = parsePlan(await readText(PLAN_FILE));
    const plan = plans.find((one) => one.lab === lab.lab);
    if (plan === undefined) {
      throw new CouldNotRun(
        `Cannot take anything from lab ${lab.lab}: ${PLAN_FILE} has labs ` +
          plans.map((one) => one.lab).join(", "),
      );
    }
    const digest = await labDigest(lab.lab);
    const tried = await tryLosses(lab, {
      plan,
      finished: flags.tree,
      clock: host.clock,
      only: flags.only,
      onEach: host.err,
      onTried: (all) =>
        keepRows(all.map((one) => ({
          ...one,
          title: lab.checks.find(({ id }) => id === one.check)?.title ?? "",
          digest,
        }))),
    });
    if (tried.length === 0) {
      throw new CouldNotRun(
        `Cannot take anything: --only ${flags.only?.source} matches no step ` +
          `of ${PLAN_FILE}`,
      );
    }
    const wrong = tried.filter(({ verdict }) => verdict === "pass");
    host.out(`${tried.length - wrong.length} of ${tried.length} did not pass`);
    return wrong.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});
