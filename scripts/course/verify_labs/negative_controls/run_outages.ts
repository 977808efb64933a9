/**
 * Runs each check that claims that no visitor noticed, first as it is, then
 * once for each outage, with something taken away in the middle.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { createKubectl } from "../../../adapters/kubernetes/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import type { Lab, VERDICTS } from "../../../checks/mod.ts";
import { copyTree, inTree, verdicts } from "../workplace.ts";
import { openShell, type Shell } from "../../../lib/process/mod.ts";
import { TREE_ENV } from "../walkthrough/tree.ts";
import { clusterOutages, devOutages, type Outages } from "./outages.ts";
import type { LabPlan, LossName } from "./plan.ts";

/** Longest start of the shop, or of Prometheus (ms). */
const START_MS = 120_000;

/** The finding of a check during an outage. */
export interface Tried {
  readonly lab: number;
  readonly check: string;
  readonly outage: LossName;
  readonly verdict: (typeof VERDICTS)[number];
  readonly measured: string;
  /** Where in the check it was lost (s), and how long it takes whole. */
  readonly atSeconds: number;
  readonly wholeSeconds: number;
}

/** The trials. */
export interface TryLosses {
  readonly plan: LabPlan;
  /** A tree in which the lab is solved; it stays as it is. */
  readonly finished: string;
  readonly clock: Clock;
  readonly only?: RegExp | undefined;
  readonly onEach: (line: string) => void;
  /** Called with the results of a check once all of them are there. */
  readonly onTried: (all: readonly Tried[]) => Promise<void>;
}

/**
 * Tries all of a lab; what was lost is given back.
 * @throws {CouldNotRun} when a check does not pass with nothing lost, or when
 * there was nothing to take
 */
export async function tryLosses(
  lab: Lab,
  { plan, finished, clock, only, onEach, onTried }: TryLosses,
): Promise<readonly Tried[]> {
  const wanted = Object.entries(plan.checks).filter(([id]) =>
    only?.test(id) ?? true
  );
  return await inTree(
    clock,
    (folder) => copyTree(finished, folder),
    async (folder, shell) => {
      const { outages, stop } = await placeOf(plan, { folder, shell, clock });
      const all: Tried[] = [];
      try {
        for (const [check, names] of wanted) {
          const wholeSeconds = await honest(lab, check, { shell, clock });
          onEach(`ok     ${check} passes in ${wholeSeconds.toFixed(0)} s`);
          const own: Tried[] = [];
          for (const outage of names) {
            const atSeconds = wholeSeconds / 2;
            const found = await without(lab, check, {
              outage: outages[outage],
              atSeconds,
              shell,
              clock,
            });
            const one = { lab: lab.lab, check, outage, ...found };
            own.push({ ...one, atSeconds, wholeSeconds });
            const mark = found.verdict === "pass" ? "WRONG" : "ok   ";
            onEach(
              `${mark}  ${check} without ${outage}: ${found.verdict}: ${found.measured}`,
            );
          }
          await onTried(own);
          all.push(...own);
        }
      } finally {
        await stop();
      }
      return all;
    },
  );
}

interface Workplace {
  readonly shell: Shell;
  readonly clock: Clock;
}

async function honest(
  lab: Lab,
  check: string,
  { shell, clock }: Workplace,
): Promise<number> {
  const began = clock.monotonic();
  const found = (await verdicts(lab, shell, [check])).get(check);
  if (found?.verdict === "pass") return (clock.monotonic() - began) / 1000;
  throw new CouldNotRun(
    `Cannot take anything from ${check}: with nothing taken it says ` +
      `${found?.verdict ?? "nothing"}: ${found?.measured ?? ""}`,
  );
}

async function without(
  lab: Lab,
  check: string,
  { outage, atSeconds, shell, clock }: Workplace & {
    readonly outage: Outages[LossName];
    readonly atSeconds: number;
  },
): Promise<Pick<Tried, "verdict" | "measured">> {
  const judged = verdicts(lab, shell, [check]);
  await clock.sleep(atSeconds * 1000);
  const isTaken = await outage.take();
  try {
    const found = (await judged).get(check);
    if (!isTaken) {
      throw new CouldNotRun(`There was nothing to take from ${check}`);
    }
    if (found === undefined) throw new CouldNotRun(`${check} has not run`);
    return { verdict: found.verdict, measured: found.measured };
  } finally {
    if (isTaken) await outage.giveBack();
  }
}

async function placeOf(
  plan: LabPlan,
  { folder, shell, clock }: Workplace & { readonly folder: string },
): Promise<{ readonly outages: Outages; stop(): Promise<void> }> {
  if (plan.on === "cluster") {
    const outages = clusterOutages(createKubectl(), clock);
    return { outages, stop: () => Promise.resolve() };
  }
  const notes = await Deno.makeTempDir({ prefix: "lab-prometheus-" });
  const prometheus = openShell({ folder, notes, clock, env: TREE_ENV });
  const start = () => begin(prometheus, "deno task prometheus");
  await begin(shell, "deno task dev");
  if (plan.with.includes("prometheus")) await start();
  if (plan.setup !== undefined) {
    const { code, output } = await shell.run(plan.setup, START_MS);
    if (code !== 0) throw new CouldNotRun(`${plan.setup} ended: ${output}`);
  }
  return {
    outages: devOutages({ tree: folder, clock, prometheus, start }),
    async stop() {
      await prometheus.stop();
      await Deno.remove(notes, { recursive: true });
    },
  };
}

async function begin(shell: Shell, command: string): Promise<void> {
  const { code, output } = await shell.start(command, /Ctrl-C/, START_MS);
  if (code !== 0) throw new CouldNotRun(`${command} ended: ${output}`);
}
