/**
 * Reads a lab's measurements, and measures again: the `lab` command does it, so
 * the page can do no more than a student at a terminal.
 * @module
 */

import { readLabState } from "../../../checks/mod.ts";
import { runProgram } from "../../../lib/process/mod.ts";
import { LABS } from "../../lab/labs.ts";
import { stepName } from "../../lab/step.ts";

/** A check as a page shows it. */
export interface ShownCheck {
  readonly id: string;
  readonly verdict: string;
  /** RFC 3339. */
  readonly at: string;
  /** The measurement, and where to look. */
  readonly message: string;
}

/** Labs as the site's server sees them. */
export interface LabRuns {
  /** undefined: there is no such lab. */
  found(lab: number): Promise<readonly ShownCheck[] | undefined>;
  /** Runs one check. */
  run(lab: number, step: string): Promise<"done" | "busy" | "unknown">;
}

/** Runs them in the current directory, the checkout's root. */
export function labRuns(
  measure: (args: readonly string[]) => Promise<unknown> = measureHere,
  read: typeof readLabState = readLabState,
): LabRuns {
  let isBusy = false;
  return {
    async found(lab) {
      if (!LABS.some((one) => one.lab === lab)) return undefined;
      const { records } = await read(lab);
      return records.map(({ id, verdict, at, measured, bound, look }) => ({
        id,
        verdict,
        at,
        message: [`${measured}; ${bound}.`, look ?? ""].join(" ").trim(),
      }));
    },
    async run(lab, step) {
      const check = LABS.find((one) => one.lab === lab)?.checks
        .find(({ id }) => id === step);
      if (check === undefined) return "unknown";
      // Each check wants the shop for itself.
      if (isBusy) return "busy";
      isBusy = true;
      try {
        await measure([
          "check",
          String(lab),
          "--step",
          stepName(lab, check.id),
        ]);
      } finally {
        isBusy = false;
      }
      return "done";
    },
  };
}

async function measureHere(args: readonly string[]): Promise<void> {
  // Its exit code says how the check ended; the records say it, too.
  await runProgram(Deno.execPath(), ["task", "--quiet", "lab", ...args], {
    NO_COLOR: "1",
  });
}
