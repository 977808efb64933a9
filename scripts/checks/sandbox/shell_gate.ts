/**
 * Shell commands of a student, such as steps of a workflow and blocks of a
 * runbook. On one's own machine they are one's own. A grader who checks another
 * tree is asked first, and sees what would run.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { printableLine } from "../../lib/text/mod.ts";

/** Whether such commands may run. */
export interface ShellGate {
  /**
   * @param what whose commands, e.g. "step 2 of .github/workflows/ci.yml"
   * @param script the commands themselves
   * @throws {CouldNotRun} when they may not
   */
  allow(what: string, script: string): void;
}

/** The way to decide. */
export interface GateOptions {
  /** True when the tree is the checker's own checkout. */
  isOwn(): boolean;
  /** The flag `--run-untrusted`. */
  readonly runUntrusted: boolean;
  /** Asks the person at the terminal; undefined without a terminal. */
  readonly ask: ((question: string) => boolean) | undefined;
}

/** Most lines that a question shows. */
const SHOWN_LINES = 12;

/** A gate for one call of a tool; a yes holds until its end. */
export function shellGate(
  { isOwn, runUntrusted, ask }: GateOptions,
): ShellGate {
  let isAllowed = runUntrusted;
  let isAsked = false;
  return {
    allow(what, script) {
      if (isAllowed || isOwn()) return;
      if (!isAsked && ask !== undefined) {
        isAsked = true;
        isAllowed = ask(questionOf(what, script));
        if (isAllowed) return;
      }
      const [first = ""] = script.trim().split("\n");
      throw new CouldNotRun(
        `Cannot run ${what} of a student: it would run ` +
          `${
            printableLine(first, 80)
          } with your rights; look at it, then add ` +
          "--run-untrusted, best inside a container or a virtual machine",
      );
    },
  };
}

function questionOf(what: string, script: string): string {
  const lines = script.trim().split("\n").map((line) => printableLine(line));
  const more = lines.length - SHOWN_LINES;
  return [
    `This is another person's tree, and ${what} would run with your rights:`,
    ...lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`),
    ...more > 0 ? [`    ... and ${more} more lines`] : [],
    "Run this and all other commands of this tree?",
  ].join("\n");
}
