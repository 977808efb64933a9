/**
 * Toil: what was done again and again, what it cost, what ends it.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
  unreadable,
} from "../../scripts/checks/mod.ts";
import {
  ABOUT,
  cellOf,
  otherColumns,
  sectionOf,
  tableWith,
} from "./markdown.ts";
import { minutesIn, numberIn } from "./quantities.ts";

/** As many, and each done more often than that. */
const ITEMS = 3;

const TASK =
  /task|what|item|toil|activit|chore|manual|operation|aufgabe|tätigkeit|was\b|задач|что|действи|операци/u;
const TIMES =
  /times|often|frequen|count|occurr|repeat|wie oft|anzahl|häufig|сколько|раз|частот/u;
const MINUTES =
  /each|\bper\b|minutes(?!.*sav)|duration|takes|effort|dauer|aufwand|je\b|минут|длит/u;
const AUTOMATED = /automat|instead|\bby\b|durch|statt|автомат|вместо/u;
const SAVES = /sav|spar|эконом/u;

/** Step 10.4. */
export const toil: Check = {
  id: "10.4",
  task: 1,
  title:
    "three pieces of toil, with how often, how long, what ends them, what that saves",
  hints: [
    "What did you type so often that a program should do it?",
    "Toil is manual, repetitive and can be automated (Lecture 1, slide 15). Saves is " +
    "times multiplied by minutes, minus what is left to do.",
    "Renaming images: 12 times, 5 minutes each, automated by a script that still needs 1 " +
    "minute: 12 x 5 - 12 x 1 = 48.",
  ],
  measures:
    "times, minutes and savings of each row, and the tasks that it names",
  tool: "tables of the review, deno.json",
  catches: [
    "savings that do not add up",
    "toil that was done twice",
    "a task that does not exist",
  ],
  async run(context) {
    const section = sectionOf(await reportOf(context, 10) ?? "", ABOUT.toil) ??
      "";
    return evaluateToil(section, tasksIn(await context.read("deno.json")));
  },
};

/** Evaluates the section on toil. @param tasks of deno.json */
export function evaluateToil(
  section: string,
  tasks: ReadonlySet<string>,
): Finding {
  const bound =
    `at least ${ITEMS} tasks done more than 3 times; saved minutes are times x ` +
    "minutes each; what automates them is named and exists";
  const table = tableWith(section, TASK, TIMES, MINUTES, AUTOMATED, SAVES);
  const rows = (table?.rows ?? []).filter((row) =>
    row.filter((cell) => cell !== "").length > 1
  );
  if (table === undefined || rows.length === 0) {
    const columns = otherColumns(section);
    return columns === undefined
      ? notStarted(
        "the review has no table of toil",
        "section 5 of the review (submissions/lab10.md)",
      )
      : unreadable(
        `the table with the columns ${columns}`,
        "Task, Times, Minutes each, Automated by, Saves (min)",
        bound,
        "section 5 of the review",
      );
  }
  const [items, totals] = [false, true].map((isTotal) =>
    rows.filter((row) =>
      /total|\bsum\b|summe|gesamt|итого|всего/iu.test(
        cellOf(table, row, TASK),
      ) ===
        isTotal
    )
  );
  const problems = (items ?? []).flatMap((row) => {
    const cell = (column: RegExp): string => cellOf(table, row, column);
    const times = numberIn(cell(TIMES));
    const [each, saves] = [MINUTES, SAVES].map((one) => minutesIn(cell(one)));
    const name = cell(TASK) || "a task without a name";
    const by = cell(AUTOMATED);
    if (times === undefined || each === undefined || saves === undefined) {
      return [`${name}: times, minutes and saving must be numbers`];
    }
    if (times <= 3) {
      return [
        `${name}: ${
          plural(times, "time")
        } is not toil yet; more than 3 times is`,
      ];
    }
    if (saves > times * each * 1.001 || saves < times * each * 0.5) {
      return [
        `${name}: a saving of ${saves} min does not fit ${times} times ${each} min`,
      ];
    }
    if (by.length < 5) {
      return [`${name}: the table does not say what would do it instead`];
    }
    const missing = [...by.matchAll(/deno task ([\w:-]+)/g)].map((
      [, task = ""],
    ) => task)
      .filter((task) => !tasks.has(task));
    return missing.length === 0
      ? []
      : [`${name}: there is no deno task ${missing.join(", ")}`];
  });
  const names = new Set(
    (items ?? []).map((row) => cellOf(table, row, TASK).toLowerCase()),
  );
  if (names.size < ITEMS) {
    problems.push(`${names.size} of at least ${ITEMS} different tasks`);
  }
  const total = (items ?? []).reduce(
    (sum, row) => sum + (minutesIn(cellOf(table, row, SAVES)) ?? 0),
    0,
  );
  for (const row of totals ?? []) {
    const said = minutesIn(cellOf(table, row, SAVES));
    if (said !== undefined && Math.abs(said - total) > 0.5) {
      problems.push(`the total of ${said} min is not the sum of the rows`);
    }
  }
  return problems.length === 0
    ? pass(`${names.size} tasks, ${total} min saved`, bound, rows)
    : fail(problems.slice(0, 3).join("; "), bound, "section 5 of the review");
}

/** Names of the tasks in a deno.json. */
export function tasksIn(config: string | undefined): ReadonlySet<string> {
  const parsed: unknown = config === undefined ? {} : JSON.parse(config);
  const tasks =
    typeof parsed === "object" && parsed !== null && "tasks" in parsed
      ? parsed.tasks
      : {};
  return new Set(
    Object.keys(typeof tasks === "object" && tasks !== null ? tasks : {}),
  );
}
