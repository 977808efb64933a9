/**
 * `deno task course guard`
 * @module
 */

import { openGit } from "../../../lib/process/mod.ts";
import { defineTool, Exit, text, type Tool } from "../../../lib/cli/mod.ts";

/**
 * The files that students hand in; in the course's own repository it is a
 * mistake.
 */
const ARTEFACTS = [
  /^submissions\//,
  /^migrations\//,
  /^services\/notifications\//,
  /^k8s\/[^/]+\.yaml$(?<!^k8s\/k3d\.yaml)/,
  /^monitoring\/prometheus\/rules\.yml$/,
  /^locustfile\.py$/,
  /^delivery\.jsonl$/,
];

/** Students' files among these paths. */
export function artefactsIn(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => ARTEFACTS.some((one) => one.test(path)));
}

/** `course guard` */
export const guard: Tool = defineTool({
  name: "guard",
  summary: "refuses students' files that were meant for their own fork",
  flags: {
    base: text("base", {
      default: undefined,
      placeholder: "REVISION",
      help: "looks at what was added since then; at all files without",
    }),
  },
  async run({ host, flags }) {
    const words = flags.base === undefined
      ? ["ls-files"]
      : ["diff", "--name-only", "--diff-filter=A", `${flags.base}...HEAD`];
    const paths = (await openGit().output(...words)).split("\n");
    const found = artefactsIn(paths);
    for (const path of found) {
      host.err(`${path} is a student's: it belongs into a fork`);
    }
    host.out(`${paths.length} paths, ${found.length} of students`);
    return found.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});
