/**
 * Proves one lab: runs its text, then runs its checks against wrong and right
 * solutions.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { Lab } from "../../checks/mod.ts";
import { type Path } from "./walkthrough/directive.ts";
import type { Shell } from "../../lib/process/mod.ts";
import { parseText } from "./walkthrough/parse_text.ts";
import { makeEdit } from "./walkthrough/edits.ts";
import { runText } from "./walkthrough/run_text.ts";
import { takeSolution, treeBefore } from "./walkthrough/tree.ts";
import { runMutants } from "./run_mutants.ts";
import type { Needs } from "./mutants.ts";
import type { Proof } from "./proof.ts";
import { copyTree, inTree, verdicts } from "./workplace.ts";
import { readText } from "../../lib/files/mod.ts";

/** Longest time until a bundle is verified (ms). */
const VERIFY_MS = 60_000;

/** How much of what a failed block has said is shown: its last letters. */
const SHOWN = 2000;

/** How to prove. */
export interface ProveOptions {
  readonly path: Path;
  /** Mutants that need something else are left out. */
  readonly needs: readonly Needs[];
  readonly clock: Clock;
  readonly digest: string;
  /** An empty folder for the tree in which the lab is solved; kept. */
  readonly into?: string | undefined;
  readonly onEach: (line: string) => void;
}

/** Proves it; what was wrong is in the proof, in words. */
export async function proveLab(
  lab: Lab,
  { path, needs, clock, digest, into, onEach }: ProveOptions,
): Promise<Proof> {
  const began = clock.monotonic();
  const wrong: string[] = [];
  const text = parseText(await readText(`labs/lab${lab.lab}.md`));
  const checks = { tried: lab.checks.length, right: 0 };
  let isAccepted = true;
  const finished = into ?? await Deno.makeTempDir({ prefix: "lab-done-" });
  const ran = await inTree(
    clock,
    (folder) => treeBefore(lab.lab, folder),
    async (folder, shell) => {
      const steps = await runText({
        text,
        path,
        shell,
        staysOpen: true,
        takeSolution: (file, names) =>
          takeSolution(lab.lab, folder, file, names),
        edit: (name) => makeEdit(lab.lab, folder, name),
        now: clock.monotonic,
        onEach: ({ block, outcome, why, output }) => {
          onEach(`${outcome}  ${block.step} line ${block.line} ${why}`);
          if (outcome !== "failed") return;
          wrong.push(`line ${block.line}: ${why}`);
          onEach(output.slice(-SHOWN));
        },
      });
      const found = await verdicts(lab, shell);
      for (const { id } of lab.checks) {
        const one = found.get(id);
        if (one?.verdict === "pass") checks.right++;
        else {wrong.push(
            `${id}: ${one?.verdict ?? "missing"}, ${one?.measured ?? ""}`,
          );}
      }
      const refused = await evidenceProblem(lab, shell);
      if (refused !== undefined) {
        isAccepted = false;
        wrong.push(refused);
      }
      await shell.stop();
      await copyTree(folder, finished);
      return steps;
    },
  );
  const { wrong: misjudged, ...tallies } = await runMutants(lab, {
    finished,
    needs,
    clock,
    onEach,
  });
  wrong.push(...misjudged);
  if (into === undefined) await Deno.remove(finished, { recursive: true });
  const count = (outcome: string) =>
    ran.filter((one) => one.outcome === outcome).length;
  return {
    lab: lab.lab,
    title: lab.title,
    digest,
    proved: new Date(clock.now()).toISOString(),
    path,
    steps: text.steps.length,
    commands: count("ok"),
    by_hand: count("by hand"),
    failed: count("failed") + (isAccepted ? 0 : 1),
    checks,
    ...tallies,
    needs: [...needs],
    wrong,
    seconds: (clock.monotonic() - began) / 1000,
  };
}

/**
 * Why a grader would refuse the bundle that the text's last step has sealed: the
 * solution's own evidence must be worth its points.
 */
async function evidenceProblem(
  { lab }: Lab,
  shell: Shell,
): Promise<string | undefined> {
  const file = `submissions/lab${lab}.evidence.json`;
  const { code, output } = await shell.run(
    `deno task --quiet lab verify ${file}`,
    VERIFY_MS,
  );
  return code === 0
    ? undefined
    : `its evidence is refused: ${output.replaceAll(/\s+/g, " ").slice(-600)}`;
}
