/**
 * Proves one lab: runs its text, then lets its checks judge wrong and right
 * solutions.
 * @module
 */

import { z } from "zod";
import type { Clock } from "../../../services/shared/clock.ts";
import type { Lab } from "../lab.ts";
import { readOptional } from "../student.ts";
import { type Path } from "../text/directive.ts";
import { parseText } from "../text/parse_text.ts";
import { runText } from "../text/run_text.ts";
import { openShell } from "../text/shell.ts";
import { takeSolution, TREE_ENV, treeBefore } from "../text/tree.ts";
import { VERDICTS } from "../verdict.ts";
import {
  applyChange,
  type Mutant,
  type Needs,
  parseMutants,
} from "./mutants.ts";
import type { Proof } from "./proof.ts";

/** How to prove. */
export interface ProveOptions {
  readonly path: Path;
  /** Mutants that need something else are left out. */
  readonly needs: readonly Needs[];
  readonly clock: Clock;
  readonly digest: string;
  readonly onEach: (line: string) => void;
}

/** Longest life of a check (ms). */
const CHECK_MS = 900_000;

const Results = z.object({
  evidence: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(VERDICTS),
      measured: z.string(),
    }),
  ),
});

/** Proves it; what was wrong is in the proof, in words. */
export async function proveLab(
  lab: Lab,
  { path, needs, clock, digest, onEach }: ProveOptions,
): Promise<Proof> {
  const began = clock.monotonic();
  const wrong: string[] = [];
  const text = parseText(await Deno.readTextFile(`labs/lab${lab.lab}.md`));
  const checks = { tried: lab.checks.length, right: 0 };
  const finished = await Deno.makeTempDir({ prefix: "lab-done-" });
  const ran = await inTree(
    (folder) => treeBefore(lab.lab, folder),
    async (folder, shell) => {
      const steps = await runText({
        text,
        path,
        shell: { ...shell, stop: async () => {} },
        takeSolution: (file) => takeSolution(lab.lab, folder, file),
        now: clock.monotonic,
        onEach: ({ block, outcome, why }) => {
          if (outcome === "failed") wrong.push(`line ${block.line}: ${why}`);
          onEach(`${outcome}  ${block.step} line ${block.line} ${why}`);
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
      await shell.stop();
      await copyTree(folder, finished);
      return steps;
    },
  );
  const source = await readOptional(`labs/lab${lab.lab}/mutants.yaml`);
  const all = source === undefined
    ? []
    : parseMutants(source, `labs/lab${lab.lab}/mutants.yaml`);
  const tallies = {
    mutants: { tried: 0, right: 0 },
    variants: { tried: 0, right: 0 },
  };
  for (const mutant of all.filter((one) => needs.includes(one.needs))) {
    const kind = mutant.caughtBy === undefined ? "variants" : "mutants";
    const problem = await judge(lab, mutant);
    tallies[kind].tried++;
    if (problem === undefined) tallies[kind].right++;
    else wrong.push(`${mutant.name}: ${problem}`);
    onEach(
      `${problem === undefined ? "ok" : "WRONG"}  ${kind} ${mutant.name} ${
        problem ?? ""
      }`,
    );
  }
  await Deno.remove(finished, { recursive: true });
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
    failed: count("failed"),
    checks,
    ...tallies,
    needs: [...needs],
    wrong,
    seconds: (clock.monotonic() - began) / 1000,
  };

  async function judge(lab: Lab, mutant: Mutant): Promise<string | undefined> {
    return await inTree(
      (folder) => copyTree(finished, folder),
      async (folder, shell) => {
        for (const change of mutant.changes) await applyChange(folder, change);
        if (mutant.needs === "shop") {
          const { code } = await shell.start(
            "deno task dev",
            /Ctrl-C/,
            120_000,
          );
          // A shop that does not even start is refused by all checks.
          if (code !== 0 && mutant.caughtBy === undefined) {
            return "it does not start";
          }
        }
        const found = await verdicts(lab, shell);
        if (mutant.caughtBy !== undefined) {
          const one = found.get(mutant.caughtBy);
          return one?.verdict === "pass"
            ? `${mutant.caughtBy} passes it`
            : undefined;
        }
        const judged = mutant.needs === "files" ? filesOnly(found) : [...found];
        const bad = judged.filter(([, { verdict }]) => verdict !== "pass");
        if (found.size === 0) return "no check has run";
        return bad.length === 0
          ? undefined
          : bad.map(([id, one]) => `${id} ${one.verdict}: ${one.measured}`)
            .join(
              "; ",
            );
      },
    );
  }

  async function inTree<T>(
    make: (folder: string) => Promise<void>,
    work: (folder: string, shell: ReturnType<typeof openShell>) => Promise<T>,
  ): Promise<T> {
    const folder = await Deno.makeTempDir({ prefix: "lab-" });
    const notes = await Deno.makeTempDir({ prefix: "lab-shell-" });
    await make(folder);
    const shell = openShell({ folder, notes, clock, env: TREE_ENV });
    try {
      return await work(folder, shell);
    } finally {
      await shell.stop();
      await Deno.remove(notes, { recursive: true });
      await Deno.remove(folder, { recursive: true });
    }
  }
}

/** What a machine keeps for itself is left behind. */
async function copyTree(from: string, to: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === ".dev" || name === ".git") continue;
    if (isDirectory) {
      await Deno.mkdir(`${to}/${name}`, { recursive: true });
      await copyTree(`${from}/${name}`, `${to}/${name}`);
    } else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

type Verdicts = ReadonlyMap<
  string,
  z.infer<typeof Results>["evidence"][number]
>;

async function verdicts(
  lab: Lab,
  shell: ReturnType<typeof openShell>,
): Promise<Verdicts> {
  const { output } = await shell.run(
    `deno task --quiet lab check ${lab.lab} --json || true`,
    CHECK_MS,
  );
  const line = output.split("\n").findLast((one) => one.startsWith("{"));
  if (line === undefined) return new Map();
  const { evidence } = Results.parse(JSON.parse(line));
  return new Map(evidence.map((one) => [one.id, one]));
}

/** Where nothing runs, only what needs nothing to run can be judged. */
function filesOnly(found: Verdicts) {
  return [...found].filter(([, { verdict }]) => verdict !== "could_not_verify");
}
