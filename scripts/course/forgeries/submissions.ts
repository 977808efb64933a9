/**
 * Submissions with files: honest ones, and people who hand in less than they
 * claim. The claims of an honest one were measured before.
 * @module
 */

import { dirname } from "node:path";
import { solve } from "../edition/solve.ts";
import type { Measured } from "../recheck/compare.ts";
import { globsOf } from "../recheck/recheck_one.ts";
import { takeDeliverables } from "../recheck/take_deliverables.ts";
import { type Claim, type Kit, textOf } from "./kit.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** How a submission cheats; `honest` does not. */
export const KINDS = [
  "honest",
  "honest, by another hand",
  "all claimed, nothing handed in",
  "all claimed, only a report handed in",
  "the solution with its files emptied, all claimed",
  "a measurement from another lab's bundle",
] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

/** Those that are paid. */
export const HONEST_KINDS: readonly Kind[] = [
  "honest",
  "honest, by another hand",
];

/** The tree in which a lab and all before it are solved, its deliverables only. */
export async function solvedFiles(lab: number, into: string): Promise<void> {
  const tree = await Deno.makeTempDir({ prefix: "solved-" });
  try {
    await solve(lab, tree);
    await takeDeliverables(tree, into, globsOf(lab));
    // It is taken apart from the rest, since it decides about rights.
    await Deno.copyFile(`${tree}/deno.json`, `${into}/deno.json`);
  } finally {
    await Deno.remove(tree, { recursive: true });
  }
}

/** Writes one student's folder. @param solved files of a solution */
export async function writeSubmission(
  folder: string,
  kind: Kind,
  { kit, solved, measured }: {
    readonly kit: Kit;
    readonly solved: string;
    readonly measured: readonly Measured[];
  },
): Promise<void> {
  const { lab } = kit.lab;
  await Deno.mkdir(`${folder}/submissions`, { recursive: true });
  const report = `submissions/lab${lab}.md`;
  if (kind.startsWith("honest")) await copyAll(solved, folder);
  if (kind.includes("only a report")) {
    await Deno.copyFile(`${solved}/${report}`, `${folder}/${report}`);
  }
  if (kind.includes("emptied")) await copyAll(solved, folder, () => "\n");
  const claims = kind.startsWith("honest")
    ? honestClaims(kit, measured)
    : kit.claims();
  const other = kind.includes("another lab")
    ? kit.other.checks.map(({ id, task, title }): Claim => ({
      id,
      task,
      title,
    }))
    : claims;
  await replaceFile(
    `${folder}/submissions/lab${lab}.evidence.json`,
    textOf(await kit.bundle({ claims: other })),
  );
}

function honestClaims(
  kit: Kit,
  measured: readonly Measured[],
): readonly Claim[] {
  return kit.claims().map((claim) => {
    const found = measured.find(({ id }) => id === claim.id);
    return found === undefined || found.verdict === "pass"
      ? claim
      : { ...claim, verdict: found.verdict, measured: found.measured };
  });
}

async function copyAll(
  from: string,
  to: string,
  change?: (text: string) => string,
): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) {
      await copyAll(`${from}/${name}`, `${to}/${name}`, change);
      continue;
    }
    const target = `${to}/${name}`;
    await Deno.mkdir(dirname(target), { recursive: true });
    if (change === undefined) await Deno.copyFile(`${from}/${name}`, target);
    else {
      const text = await readText(`${from}/${name}`);
      await replaceFile(target, change(text));
    }
  }
}
