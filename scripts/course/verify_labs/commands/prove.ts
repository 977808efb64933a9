/**
 * `deno task lab prove`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  oneOf,
  pattern,
  selected,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { labOf, LABS } from "../../lab/labs.ts";
import { runMutants } from "../run_mutants.ts";
import { NEEDS } from "../mutants.ts";
import { lacks, type Proof, withMutants } from "../proof.ts";
import {
  LAB_COUNT,
  labDigest,
  proofFile,
  readProof,
  readProofs,
} from "../proofs.ts";
import { tallyLab } from "../tally_lab.ts";
import { proveLab } from "../prove_lab.ts";
import { type Path, PATHS } from "../walkthrough/directive.ts";
import { replaceFile } from "../../../lib/files/mod.ts";

/** Of the variants that belong to a proof: always the same ones. */
const SEED = 1;

/** The command. */
export const prove: Tool = defineTool({
  name: "prove",
  summary:
    "runs labs from an empty folder to the last check, and their mutants",
  flags: {
    lab: integer("lab", {
      default: undefined,
      min: 1,
      max: LAB_COUNT,
      help: "only this one",
    }),
    path: oneOf<Path, Path>("path", PATHS, {
      default: "dev",
      help: "without Docker, with it, or on a cluster",
    }),
    needs: text("needs", {
      default: "files,shop",
      help: `which mutants are tried: ${NEEDS.join(", ")}`,
    }),
    tree: text("tree", {
      default: undefined,
      placeholder: "FOLDER",
      help:
        "only mutants, on a tree where the lab is solved (--into); no proof " +
        "is written without --add",
    }),
    into: text("into", {
      default: undefined,
      placeholder: "FOLDER",
      help: "keeps the tree in which the lab is solved there; for --tree",
    }),
    add: boolean("add", {
      help: "with --tree: adds what the mutants came to, to the lab's proof",
    }),
    only: pattern("only", {
      help: "with --tree: only mutants and variants whose name matches",
    }),
    summary: boolean("summary", {
      help: "run nothing; say how many labs are proven as they are now",
    }),
  },
  async run({ host, flags }) {
    const needs = [...selected("need", NEEDS, {
      names: flags.needs.split(",").map((one) => one.trim()),
      nameOf: (one) => one,
    })];
    const onEach = host.err;
    if (flags.tree !== undefined) {
      if (flags.lab === undefined) {
        throw new UsageError("Cannot check mutants: --lab N is missing");
      }
      if (flags.add && flags.only !== undefined) {
        throw new UsageError("Cannot add to a proof: --only leaves some out");
      }
      const lab = labOf(flags.lab);
      const began = host.clock.monotonic();
      const judged = await runMutants(lab, {
        finished: flags.tree,
        needs,
        only: flags.only,
        clock: host.clock,
        onEach,
      });
      const { mutants, variants, wrong } = judged;
      if (mutants.tried + variants.tried === 0) {
        throw new CouldNotRun(
          "Cannot check mutants: none matches; widen --only or --needs",
        );
      }
      host.out(
        `${mutants.right} of ${mutants.tried} mutants refused, ` +
          `${variants.right} of ${variants.tried} variants taken`,
      );
      if (flags.add) {
        const seconds = (host.clock.monotonic() - began) / 1000;
        const proof = await readProof(lab.lab);
        const digest = await labDigest(lab.lab);
        const whole = withMutants(proof, { judged, digest, needs, seconds });
        await keep(whole);
        host.out(linesOf(whole, digest));
      }
      return wrong.length === 0 ? Exit.ok : Exit.verdictFailed;
    }
    if (!flags.summary) {
      const chosen = flags.lab === undefined ? LABS : [labOf(flags.lab)];
      for (const lab of chosen) {
        host.err(`lab ${lab.lab}, ${lab.title} ...`);
        const proof = await proveLab(lab, {
          path: flags.path,
          needs,
          clock: host.clock,
          digest: await labDigest(lab.lab),
          into: flags.into,
          onEach,
        });
        await keep(proof);
        host.out(linesOf(proof, await labDigest(lab.lab)));
        const { exceptions } = await tallyLab(lab, SEED, host);
        for (const words of exceptions) host.out(`  ${words}`);
      }
    }
    const proofs = await readProofs();
    const proven = await Promise.all(
      proofs.map(async (proof) =>
        lacks(proof, await labDigest(proof.lab)).length === 0
      ),
    );
    const count = proven.filter(Boolean).length;
    host.out(`${count} of ${LAB_COUNT} labs proven`);
    return count === LAB_COUNT || flags.lab !== undefined
      ? Exit.ok
      : Exit.verdictFailed;
  },
});

async function keep(proof: Proof): Promise<void> {
  await replaceFile(
    proofFile(proof.lab),
    JSON.stringify(proof, null, 2) + "\n",
  );
}

function linesOf(proof: Proof, digest: string): string {
  const missing = lacks(proof, digest);
  const head = missing.length === 0
    ? `lab ${proof.lab} is proven`
    : `lab ${proof.lab} is not proven: ${missing.join("; ")}`;
  return [head, ...proof.wrong.map((words) => `  ${words}`)].join("\n");
}
