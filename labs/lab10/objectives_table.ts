/**
 * The objectives of a review, as its table has them, beside the run that it names.
 * @module
 */

import type { Evidence } from "./evidence.ts";
import { cellOf, tableWith, valueOf } from "./markdown.ts";
import { measuredBy, type Objective } from "./objectives.ts";
import { isRounded } from "./quantities.ts";

/** Objectives that the load touches. */
const MIN_OBJECTIVES = 4;

/** Objectives whose figures are not those of their source. */
export function objectiveProblems(
  section: string,
  { runs }: Evidence,
  objectives: readonly Objective[],
): readonly string[] {
  const table = tableWith(
    section,
    OBJECTIVE,
    TARGET,
    MEASURED,
  );
  if (table === undefined) {
    return ["section 1 has no table with Objective, Target, Measured"];
  }
  const source = /[\w.-]+\.json/.exec(valueOf(section, SOURCE) ?? section)
    ?.[0];
  const run = runs.find(({ file }) => file === source);
  if (run === undefined) {
    return [
      source === undefined
        ? "section 1 names no run as its source"
        : `section 1 names ${source} as its source, which is not one of your runs`,
    ];
  }
  const problems: string[] = [];
  let found = 0;
  for (const objective of objectives) {
    const row = table.rows.find(([name = ""]) =>
      name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").includes(objective.name)
    );
    const value = measuredBy(run.summary, objective);
    if (row === undefined) continue;
    found++;
    const [target, measured] = [TARGET, MEASURED].map((one) =>
      cellOf(table, row, one)
    );
    const kept = cellOf(table, row, KEPT);
    if (target === undefined || !isRounded(target, objective.target)) {
      problems.push(
        `${objective.name}: its target is not ${
          target || "empty"
        }; monitoring/slo says it`,
      );
    }
    if (value === undefined || measured === undefined) {
      problems.push(`${objective.name}: ${run.file} has no such request`);
    } else if (!isRounded(measured, value)) {
      problems.push(
        `${objective.name}: the review says ${
          measured || "nothing"
        }, and ${run.file} has another value`,
      );
    } else if (
      keptIn(kept) !== undefined &&
      keptIn(kept) !== value >= objective.target
    ) {
      problems.push(
        `${objective.name}: ${measured} of ${target} is said to be "${kept}"`,
      );
    }
  }
  if (found < Math.min(MIN_OBJECTIVES, objectives.length)) {
    problems.push(
      `${found} of ${objectives.length} objectives are in the table`,
    );
  }
  return problems;
}

/** Columns of the table, and the line above it. */
const OBJECTIVE = /objective|\bslo\b|ziel|цель/u;
const TARGET = /target|soll|goal|целев/u;
const MEASURED = /measured|actual|observed|gemessen|\bist\b|измерен|факт/u;
const KEPT = /kept|\bmet\b|verdict|status|gehalten|erfüllt|выполн|соблюд/u;
const SOURCE = /source|quelle|источник/iu;

/** Whether a cell says that it was kept; undefined: it says neither. */
function keptIn(cell: string): boolean | undefined {
  if (/\bno\b|\bnot\b|miss|violat|broken|nein|нет|❌|✗/iu.test(cell)) {
    return false;
  }
  return /\byes\b|kept|\bmet\b|\bok\b|\bja\b|\bда\b|✅|✓|✔/iu.test(cell) ||
      /^да\b/iu.test(cell)
    ? true
    : undefined;
}
