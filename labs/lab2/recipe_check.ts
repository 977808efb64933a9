/**
 * The five mistakes of Lecture 2, looked for in the student's Dockerfile.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { isFloating, type Stage, stagesIn, usesShell } from "./recipe.ts";

const FILE = "services/Dockerfile";

/** Step 2.7. */
export const recipe: Check = {
  id: "2.7",
  task: 2,
  title: "none of the five mistakes is left in the Dockerfile",
  hints: [
    "Slide 14 of Lecture 2 lists five mistakes; take them one by one.",
    "Two stages: the first has Deno and compiles, the second gets one file.",
    'USER 65532:65532, ENTRYPOINT ["/program"], deno.lock copied before services.',
  ],
  async run({ read }) {
    const text = await read(FILE);
    if (text === undefined) return notStarted(`there is no ${FILE}`, FILE);
    return evaluateRecipe(stagesIn(text));
  },
};

/** A mistake, and whether it is there. */
type Mistake = readonly [string, (stages: readonly Stage[]) => boolean];

const MISTAKES: readonly Mistake[] = [
  [
    "a base without a fixed version",
    (stages) =>
      stages.some(({ base }, i) =>
        !stages.slice(0, i).some(({ name }) => name === base) &&
        isFloating(base)
      ),
  ],
  ["root, for nothing says otherwise", (stages) => !hasUser(stages)],
  ["the source before deno.lock, so that no layer is kept", copiesSourceFirst],
  [
    "a shell in front of the program",
    (stages) => {
      const last = stages.at(-1)?.instructions ?? [];
      const start = last.filter(({ name }) =>
        name === "ENTRYPOINT" || name === "CMD"
      );
      return start.length === 0 || start.some(({ rest }) => usesShell(rest));
    },
  ],
  [
    "one stage for building and running",
    (stages) => {
      const before = stages.slice(0, -1);
      const base = stages.at(-1)?.base;
      return before.every((one) => one.base === base) ||
        before.some(({ name }) => name === base);
    },
  ],
];

/** Evaluates the stages of a Dockerfile. */
export function evaluateRecipe(stages: readonly Stage[]): Finding {
  const bound = "none of five: " + MISTAKES.map(([what]) => what).join("; ");
  const left = MISTAKES.filter(([, isThere]) => isThere(stages))
    .map(([what]) => what);
  if (left.length === MISTAKES.length) {
    return notStarted("all five mistakes are there", "step 2.7");
  }
  return left.length === 0
    ? pass(`${stages.length} stages, none of the five`, bound)
    : fail(`${left.length} left: ${left.join("; ")}`, bound, FILE);
}

/** A number, so that Kubernetes can tell that it is not root (Lab 4). */
function hasUser(stages: readonly Stage[]): boolean {
  const last = stages.at(-1);
  const user = last?.instructions.findLast(({ name }) => name === "USER")?.rest;
  if (user !== undefined) return /^[1-9]\d*(?::\d+)?$/.test(user);
  return /:(?:.*-)?nonroot$/.test(last?.base ?? "");
}

/** Whether some stage copies the services before, or without, the lock file. */
function copiesSourceFirst(stages: readonly Stage[]): boolean {
  return stages.some(({ instructions }) => {
    const copies = instructions.filter(({ name, rest }) =>
      (name === "COPY" || name === "ADD") && !/--from=/.test(rest)
    );
    const source = copies.findIndex(({ rest }) =>
      sourcesIn(rest).some((one) => /^(?:\.\/?|services\/?)$/.test(one))
    );
    const lock = copies.findIndex(({ rest }) =>
      sourcesIn(rest).some((one) => /deno\.lock$|^deno\.\*$/.test(one))
    );
    return source !== -1 && (lock === -1 || lock >= source);
  });
}

/** What a COPY takes: all of its words but flags and the last. */
function sourcesIn(rest: string): readonly string[] {
  const words = rest.startsWith("[")
    ? [...rest.matchAll(/"([^"]*)"/g)].map(([, word = ""]) => word)
    : rest.split(/\s+/);
  return words.filter((word) => !word.startsWith("--")).slice(0, -1);
}
