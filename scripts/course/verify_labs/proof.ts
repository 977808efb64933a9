/**
 * The facts about a lab: that its text runs, that its solution passes, that
 * wrong solutions do not, and right ones in another style do.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { NEEDS } from "./mutants.ts";

const tally = z.strictObject({ tried: z.int(), right: z.int() });

/** The proof of one lab. */
export const proofSchema = z.strictObject({
  lab: z.int().min(1).max(12),
  title: z.string(),
  /** Digest of the text, the checks, the solution and the mutants. */
  digest: z.string(),
  /** RFC 3339. */
  proved: z.iso.datetime(),
  path: z.string(),
  steps: z.int(),
  /** Blocks of commands that were run, and that only people can do. */
  commands: z.int(),
  by_hand: z.int(),
  /** Blocks that did not do what the text says. */
  failed: z.int(),
  checks: tally,
  mutants: tally,
  variants: tally,
  /** Which of them were tried: what they need was there. */
  needs: z.array(z.enum(NEEDS)),
  /** Mutants that passed, variants that did not, checks that did not. */
  wrong: z.array(z.string()),
  seconds: z.number(),
});

/** The proof of one lab. */
export type Proof = z.infer<typeof proofSchema>;

/**
 * A proof whose mutants were checked in a separate run, or in a run for each
 * thing that they need.
 * @throws {CouldNotRun} when the lab was proved as something else
 */
export function withMutants(
  proof: Proof | undefined,
  { judged, digest, needs, seconds }: {
    readonly judged: Pick<Proof, "mutants" | "variants" | "wrong">;
    /** Of the lab as it is now. */
    readonly digest: string;
    readonly needs: Proof["needs"];
    readonly seconds: number;
  },
): Proof {
  if (proof === undefined || proof.digest !== digest) {
    throw new CouldNotRun(
      "Cannot add to a proof: the lab has none, or has changed since; run it " +
        "without --tree first",
    );
  }
  const twice = needs.filter((one) => proof.needs.includes(one));
  if (twice.length > 0) {
    throw new CouldNotRun(
      `Cannot add to a proof: it has mutants that need ${twice.join(", ")}; ` +
        "prove it with --needs none first",
    );
  }
  return {
    ...proof,
    mutants: sumOf(proof.mutants, judged.mutants),
    variants: sumOf(proof.variants, judged.variants),
    wrong: [...proof.wrong, ...judged.wrong],
    needs: [...proof.needs, ...needs],
    seconds: proof.seconds + seconds,
  };
}

function sumOf(a: Proof["mutants"], b: Proof["mutants"]): Proof["mutants"] {
  return { tried: a.tried + b.tried, right: a.right + b.right };
}

/** Least share of mutants that are refused, and of variants that are taken. */
const MIN = { mutants: 0.95, variants: 0.98 } as const;

/** Fewest of each. */
const FEWEST = { mutants: 12, variants: 6 } as const;

/** The missing parts of a lab's proof, in words; empty: it is proven. */
export function lacks(proof: Proof, digest: string): readonly string[] {
  const { failed, commands, checks, mutants, variants } = proof;
  const words: string[] = [];
  if (proof.digest !== digest) words.push("changed since it was proved");
  if (commands === 0) words.push("no command of its text was run");
  if (failed > 0) words.push(`${failed} blocks of its text fail`);
  if (checks.right < checks.tried || checks.tried === 0) {
    words.push(`${checks.right} of ${checks.tried} checks pass`);
  }
  for (
    const [name, { tried, right }] of [["mutants", mutants], [
      "variants",
      variants,
    ]] as const
  ) {
    if (tried < FEWEST[name]) words.push(`${tried} ${name} of ${FEWEST[name]}`);
    else if (right / tried < MIN[name]) {
      words.push(`${right} of ${tried} ${name}`);
    }
  }
  return words;
}

/** The table of `labs/README.md`. */
export function proofTable(
  rows: readonly { readonly proof: Proof; readonly lacks: readonly string[] }[],
): string {
  const lines = rows.map(({ proof, lacks }) => {
    const {
      lab,
      path,
      steps,
      commands,
      by_hand,
      checks,
      mutants,
      variants,
      seconds,
    } = proof;
    return `| ${lab} | ${path} | ${steps} | ${commands} (${by_hand}) | ` +
      `${checks.right} of ${checks.tried} | ${mutants.right} of ${mutants.tried} | ` +
      `${variants.right} of ${variants.tried} | ${Math.round(seconds)} s | ` +
      `${lacks.length === 0 ? "yes" : lacks.join("; ")} |`;
  });
  return [
    "| Lab | By | Steps | Commands run (by hand) | Checks of the solution | Mutants refused | Variants taken | Time | Proven |",
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ...lines,
  ].join("\n");
}
