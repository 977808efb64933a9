/**
 * Commands that students wrote into workflows and runbooks, for the grader to
 * see before they run.
 * @module
 */

import { globPattern, readInside } from "../../lib/files/mod.ts";
import { printableLine } from "../../lib/text/mod.ts";
import type { Evaluated } from "../lab/bundles/evaluate_bundles.ts";
import { filesInside } from "./files_inside.ts";

/** The blocks into which students write commands. */
const WITH_COMMANDS = [
  ".github/workflows/**",
  "monitoring/runbooks/**",
  "submissions/runbooks/**",
].map(globPattern);

/** The first line of a step of a workflow, or of a block of a runbook. */
const COMMANDS = [
  /^[ \t-]*run:[ \t]*(?:[|>][-+]?[ \t]*\r?\n)?[ \t]*(.+)$/gm,
  /^```(?:sh|bash|shell|console)[^\n]*\n(.+)$/gm,
];

/** The largest file that is looked into. */
const MAX_BYTES = 256 * 1024;

/** Labs whose checks run such commands, and those before them. */
const LABS_WITH_COMMANDS: ReadonlySet<number> = new Set([5, 6, 10]);

/** Most lines that are shown. */
const SHOWN = 20;

/** "ada: .github/workflows/ci.yml: deno fmt --check", a line each. */
export async function shellBlocks(
  submissions: readonly Pick<Evaluated, "student" | "root" | "bundle">[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { student, root, bundle } of submissions) {
    if (!LABS_WITH_COMMANDS.has(bundle?.head.lab ?? 0)) continue;
    for await (const { path, kind } of filesInside(root)) {
      const isAsked = WITH_COMMANDS.some((one) => one.test(path));
      if (kind !== "file" || !isAsked) continue;
      const { text = "" } = await readInside(root, path, MAX_BYTES);
      for (const pattern of COMMANDS) {
        for (const [, command = ""] of text.matchAll(pattern)) {
          lines.push(printableLine(`${student}: ${path}: ${command}`, 110));
        }
      }
    }
  }
  return lines;
}

/** Shows them, and asks whether they may run. */
export function questionOf(lines: readonly string[]): string {
  const more = lines.length - SHOWN;
  return [
    `Students wrote ${lines.length} shell commands, which would run with your rights:`,
    ...lines.slice(0, SHOWN).map((line) => `    ${line}`),
    ...more > 0 ? [`    ... and ${more} more`] : [],
    "Without them, the checks of workflows and runbooks wait for a person.",
    "Run them?",
  ].join("\n");
}
