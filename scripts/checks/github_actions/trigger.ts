/**
 * Whether something that happened starts a workflow.
 * @module
 */

import { z } from "zod";

/** A run of a workflow that has ended. */
export interface EndedRun {
  /** The workflow's name, or its path. */
  readonly workflow: string;
  readonly conclusion: "success" | "failure";
  readonly sha: string;
  readonly event: Event["name"];
}

/** Something that happened to a repository. */
export interface Event {
  readonly name: "push" | "pull_request" | "workflow_run";
  /** Of `workflow_run`: the run that has ended. */
  readonly after?: EndedRun;
  /** The branch that was pushed to, or that is asked to take something in. */
  readonly branch: string;
  readonly message: string;
  /** Paths that it changes. */
  readonly paths: readonly string[];
  /** Pushed with the token of a job: that starts no workflow. */
  readonly isByJob: boolean;
}

const Patterns = z.union([
  z.string().transform((one) => [one]),
  z.array(z.string()),
]);

const Filter = z.looseObject({
  branches: Patterns.optional(),
  "branches-ignore": Patterns.optional(),
  paths: Patterns.optional(),
  "paths-ignore": Patterns.optional(),
  tags: Patterns.optional(),
  "tags-ignore": Patterns.optional(),
});

/** The words in a commit's message that GitHub takes for "do not run". */
const SKIP =
  /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks:\s*true$/m;

const After = z.looseObject({
  workflow_run: z.looseObject({
    workflows: Patterns.default([]),
    types: Patterns.default(["completed"]),
    branches: Patterns.optional(),
    "branches-ignore": Patterns.optional(),
  }),
});

/** Whether the end of a run of another workflow starts this one. */
function startsAfter(on: unknown, { after, branch }: Event): boolean {
  const { data } = After.safeParse(on);
  if (data === undefined || after === undefined) return false;
  const { workflows, types, ...filter } = data.workflow_run;
  return workflows.includes(after.workflow) && types.includes("completed") &&
    matches(filter.branches, branch) &&
    !isIn(filter["branches-ignore"], branch);
}

/** Whether the workflow runs. */
export function startsOn(on: unknown, event: Event): boolean {
  if (event.name === "workflow_run") return startsAfter(on, event);
  if (event.isByJob || SKIP.test(event.message)) return false;
  if (typeof on === "string") return on === event.name;
  if (Array.isArray(on)) return on.includes(event.name);
  const filters = z.record(z.string(), z.unknown()).safeParse(on);
  if (!filters.success || !(event.name in filters.data)) return false;
  const filter = Filter.parse(filters.data[event.name] ?? {});
  const { branches, paths } = filter;
  const isAbout = (kind: "tags" | "branches"): boolean =>
    filter[kind] !== undefined || filter[`${kind}-ignore`] !== undefined;
  if (event.name === "push" && isAbout("tags") && !isAbout("branches")) {
    return false; // it waits for tags alone
  }
  return matches(branches, event.branch) &&
    !isIn(filter["branches-ignore"], event.branch) &&
    (paths === undefined || event.paths.some((path) => matches(paths, path))) &&
    (filter["paths-ignore"] === undefined ||
      event.paths.some((path) => !isIn(filter["paths-ignore"], path)));
}

/** In the order of the patterns, the last that matches decides. */
function matches(
  patterns: readonly string[] | undefined,
  value: string,
): boolean {
  if (patterns === undefined) return true;
  let isMatch = false;
  for (const pattern of patterns) {
    if (pattern.startsWith("!")) {
      if (regexOf(pattern.slice(1)).test(value)) isMatch = false;
    } else if (regexOf(pattern).test(value)) isMatch = true;
  }
  return isMatch;
}

function isIn(patterns: readonly string[] | undefined, value: string): boolean {
  return patterns !== undefined && matches(patterns, value);
}

/**
 * A pattern of GitHub's. Other than in a shell, `?` and `+` stand behind the
 * character that they are about: none or one of it, and one or more.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function regexOf(glob: string): RegExp {
  const source = glob.replaceAll(/[.^${}()|\\]|^[?+]/g, "\\$&")
    .replaceAll(/(?<=^|\/)\*\*\/|\*\*|\*/g, (found) => WILD[found] ?? "");
  return new RegExp(`^${source}$`);
}

/** In groups, since a `?` or `+` may stand behind them. */
const WILD: Readonly<Record<string, string>> = {
  "*": "(?:[^/]*)",
  "**": "(?:.*)",
  "**/": "(?:(?:.*/)?)",
};
