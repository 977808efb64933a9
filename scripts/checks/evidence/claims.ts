/**
 * Compares the claims of a bundle with the lab's own list of checks. The
 * bundle's author wrote both its checks and their tasks, so neither decides
 * what counts.
 * @module
 */

import { globPattern, isInside } from "../../lib/files/mod.ts";
import { type Bundle, type CheckBody, checksOf, fileBody } from "./bundle.ts";

/** The facts about a lab at this revision. */
export interface KnownLab {
  readonly lab: number;
  readonly title: string;
  readonly checks: readonly {
    readonly id: string;
    readonly task: number;
    readonly title: string;
  }[];
  /** Patterns of the files that the lab asks for. */
  readonly deliverables: readonly string[];
}

/**
 * Claims that the lab's own list does not bear out, a line each.
 * @param isForeign another revision measured it, which may call checks otherwise
 */
export function claimProblems(
  { head, entries }: Bundle,
  labs: readonly KnownLab[],
  isForeign: boolean,
): readonly string[] {
  const lab = labs.find((one) => one.lab === head.lab);
  if (lab === undefined) return [`there is no Lab ${head.lab}`];
  const checks = checksOf(entries);
  const wrongTitle = head.title === lab.title
    ? []
    : [`it is called ${head.title}, and Lab ${lab.lab} is ${lab.title}`];
  return [
    ...wrongTitle,
    ...listProblems(checks, lab, labs),
    ...isForeign ? [] : titleProblems(checks, lab),
    ...checks.flatMap(verdictProblems),
    ...fileProblems(entries, lab),
  ];
}

function listProblems(
  checks: readonly CheckBody[],
  lab: KnownLab,
  labs: readonly KnownLab[],
): readonly string[] {
  const known = new Map(lab.checks.map((check) => [check.id, check]));
  const claimed = new Set(checks.map(({ id }) => id));
  const problems: string[] = [];
  const unknown = [...claimed].filter((id) => !known.has(id));
  const foreign = unknown.filter((id) =>
    labs.some((one) => one.checks.some((check) => check.id === id))
  );
  const invented = unknown.filter((id) => !foreign.includes(id));
  if (foreign.length > 0) {
    problems.push(`it has checks of another lab: ${foreign.join(", ")}`);
  }
  if (invented.length > 0) {
    problems.push(`no lab has the checks ${invented.join(", ")}`);
  }
  for (const { id, task } of checks) {
    const own = known.get(id)?.task;
    if (own !== undefined && own !== task) {
      problems.push(
        `it puts ${id} into ${taskName(task)}, and it belongs to ` +
          taskName(own),
      );
    }
  }
  const missing = [...known.keys()].filter((id) => !claimed.has(id));
  if (missing.length > 0) {
    problems.push(
      `the checks ${
        missing.join(", ")
      } are missing; the tool seals all of a lab`,
    );
  }
  return problems;
}

function titleProblems(
  checks: readonly CheckBody[],
  lab: KnownLab,
): readonly string[] {
  return checks.flatMap(({ id, title }) => {
    const own = lab.checks.find((check) => check.id === id)?.title;
    return own === undefined || own === title
      ? []
      : [`it calls ${id} "${title}", and the lab calls it "${own}"`];
  });
}

function taskName(task: number): string {
  return task === 0 ? "the bonus" : `Task ${task}`;
}

/** The tool writes a dispute only beside a verdict that was not a pass. */
function verdictProblems(
  { id, verdict, disputed, remark }: CheckBody,
): readonly string[] {
  return [
    ...verdict === "pass" && disputed !== undefined
      ? [`${id} passed and is disputed`]
      : [],
    ...verdict !== "pass" && remark !== undefined
      ? [`${id} has the remark of a pass, and its verdict is ${verdict}`]
      : [],
  ];
}

function fileProblems(
  entries: Bundle["entries"],
  { lab, deliverables }: KnownLab,
): readonly string[] {
  const patterns = [...deliverables, `submissions/disputes/lab${lab}-*.json`]
    .map(globPattern);
  const seen = new Set<string>();
  return entries.flatMap(({ kind, body }) => {
    if (kind !== "file") return [];
    const { path } = fileBody.parse(body);
    const isDoubled = seen.has(path);
    seen.add(path);
    if (!isInside(path)) return [`${path} is not a path below the folder`];
    if (isDoubled) return [`${path} is there twice`];
    return patterns.some((one) => one.test(path))
      ? []
      : [`${path} is no file that Lab ${lab} asks for`];
  });
}
