/**
 * The submissions of a demonstration: sealed bundles, sealed as the tool
 * seals, in a Git repository each.
 * @module
 */

import type { Lab } from "../../../checks/mod.ts";
import { openGit } from "../../../lib/process/mod.ts";
import { replaceFile } from "../../../lib/files/mod.ts";
import { type Claim, kitOf, textOf } from "../../forgeries/kit.ts";
import { LABS } from "../../lab/labs.ts";
import type { Draw, Person } from "./people.ts";

/** A lab that was handed in. */
export interface HandedInLab {
  readonly lab: number;
  readonly text: string;
  /** When it was pushed (ms). */
  readonly at: number;
}

const HOUR = 3_600_000;

/** The labs of one person, in their order. */
export async function labsOf(
  person: Person,
  number: number,
  { draw, due, digestOf }: {
    readonly draw: Draw;
    readonly due: (lab: number) => number;
    readonly digestOf: (lab: number) => Promise<string>;
  },
): Promise<readonly HandedInLab[]> {
  const all: HandedInLab[] = [];
  for (const lab of LABS) {
    const isExtra = lab.lab > 10;
    if (draw() > person.diligence * (isExtra ? 0.45 : 1)) continue;
    const hours = draw() < person.haste ? draw() * 200 : -1 - draw() * 60;
    const at = due(lab.lab) + hours * HOUR;
    const kit = kitOf(lab, LABS[0] ?? lab, {
      // Two people must not share a minute: that would be a copy.
      seed: number * 37 + lab.lab,
      now: at,
      checker: await digestOf(lab.lab),
    });
    const claims = kit.claims().map((claim) =>
      claimOf(claim, lab, person, draw)
    );
    all.push({ lab: lab.lab, text: textOf(await kit.bundle({ claims })), at });
  }
  return all;
}

function claimOf(claim: Claim, lab: Lab, person: Person, draw: Draw): Claim {
  const check = lab.checks.findIndex(({ id }) => id === claim.id);
  // Bonus tasks and later checks are harder.
  const ease = (claim.task === 0 ? 0.75 : 1) - 0.01 * check;
  const attempts = 1 + Math.floor(draw() * draw() * 9);
  if (draw() < person.skill * ease) return { ...claim, attempts };
  const verdict = draw() < 0.08 ? "could_not_verify" : "fail";
  return {
    ...claim,
    attempts: attempts + 2,
    verdict,
    measured: "not as it must be",
    ...draw() < 0.05 ? { disputed: "the check is wrong about my work" } : {},
  };
}

/** Writes them into a repository, as a fork that was pushed. */
export async function writeFork(
  folder: string,
  labs: readonly HandedInLab[],
): Promise<void> {
  await Deno.mkdir(`${folder}/submissions`, { recursive: true });
  for (const { lab, text } of labs) {
    await replaceFile(`${folder}/submissions/lab${lab}.evidence.json`, text);
  }
  await replaceFile(`${folder}/README.md`, "A fork of a demonstration.\n");
  const git = openGit(folder, {
    env: {
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "demo",
      GIT_AUTHOR_EMAIL: "demo@example.edu",
      GIT_COMMITTER_NAME: "demo",
      GIT_COMMITTER_EMAIL: "demo@example.edu",
    },
  });
  await git.output("init", "--quiet");
  await git.output("add", ".");
  await git.output("commit", "--quiet", "--message", "feat: hand in");
}
