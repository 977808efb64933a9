/**
 * `deno task lab variants N`
 * @module
 */

import { ROOT } from "../../../adapters/running_stack/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  oneOf,
  pattern,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { LAB, labNumber } from "../../lab/commands/number.ts";
import { labOf } from "../../lab/labs.ts";
import { runVariants, type VariantResult } from "../variants/run_variants.ts";
import { variantsOf } from "../variants/variants_of.ts";
import { countOf, tallyFile } from "../variants/tally.ts";
import { COUNT, tallyLab } from "../tally_lab.ts";

/** The command. */
export const variants: Tool = defineTool({
  name: "variants",
  summary:
    "tries equivalent forms of a solution, and neighbours that are wrong",
  flags: {
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 2 ** 31,
      help: "another seed makes other chains of changes",
    }),
    count: integer("count", {
      default: COUNT,
      min: 1,
      max: 1000,
      help: "most that are generated of each kind; listed ones come besides",
    }),
    kind: oneOf("kind", ["equivalent", "neighbour"], {
      default: undefined,
      help: "only these",
    }),
    step: text("step", {
      default: undefined,
      placeholder: "N.M",
      help: "only variants that concern this check",
    }),
    only: pattern("only", { help: "only variants whose name matches" }),
    all: boolean("all", { help: "print those that are right, too" }),
    write: boolean("write", {
      help: "all of them and all cases, kept in labs/labN/variants.json",
    }),
  },
  operands: LAB,
  examples: ["lab variants 3", "lab variants 3 --step 3.7 --seed 7 --all"],
  async run({ host, flags, operands }) {
    Deno.chdir(ROOT);
    const lab = labOf(labNumber(operands));
    if (flags.write) {
      const { exceptions } = await tallyLab(lab, flags.seed, host);
      for (const words of exceptions) host.err(words);
      host.out(
        `${tallyFile(lab.lab)} written, ${exceptions.length} exceptions`,
      );
      return exceptions.length === 0 ? Exit.ok : Exit.verdictFailed;
    }
    const list = await variantsOf(lab.lab);
    if (list === undefined) {
      throw new CouldNotRun(
        `Cannot vary lab ${lab.lab}: there is no labs/lab${lab.lab}/variants.ts`,
      );
    }
    const { seed, count, kind, step, all } = flags;
    const results = await runVariants(lab, list, host, {
      seed,
      count,
      kind,
      step,
      only: flags.only,
      onEach: (one) =>
        all || one.isRight !== true ? host.out(lineOf(one)) : undefined,
    });
    if (results.length === 0) {
      throw new CouldNotRun(
        "Cannot try a variant: none matches; widen --only, --step or --kind",
      );
    }
    for (
      const [kind, must] of [
        ["equivalent", "accepted"],
        ["neighbour", "rejected"],
      ] as const
    ) {
      const { tried, right, open } = countOf(
        results.filter((one) => one.kind === kind),
      );
      host.out(
        `${right} of ${tried} ${kind} forms ${must}` +
          (open === 0 ? "" : `, ${open} could not be verified here`),
      );
    }
    return results.some(({ isRight }) => isRight === false)
      ? Exit.verdictFailed
      : results.some(({ isRight }) => isRight === undefined)
      ? Exit.couldNotRun
      : Exit.ok;
  },
});

function lineOf(
  { kind, paths, name, steps, trial, isRight }: VariantResult,
): string {
  const mark = isRight === undefined ? "open " : isRight ? "ok   " : "WRONG";
  const said = isRight === true ? "" : `: ${trial.said.slice(0, 300)}`;
  return `${mark}  ${kind} of ${paths.join(", ")} (${
    steps.join(", ")
  }): ${name}: ` +
    `${trial.taken}${said}`;
}
