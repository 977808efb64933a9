/**
 * A handbook for the next engineer: it describes the shop, and every part that
 * it names exists.
 * @module
 */

import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import { sectionsOf, valueOf } from "./markdown.ts";
import { tasksIn } from "./toil_check.ts";

const FOLDER = "submissions/runbooks";
/** The topics that it must cover. */
const TOPICS = [
  ["architecture", /architect|überblick|архитект/iu],
  [
    "deploying",
    /deploy|deliver|release|rollout|ausliefer|развёрт|развер|релиз/iu,
  ],
  ["monitoring", /monitor|observ|überwach|мониторинг|наблюд/iu],
  ["incidents", /incident|page|on.call|störung|vorfall|инцидент/iu],
  ["backup and restore", /backup|restore|wiederherstell|резерв|восстанов/iu],
] as const;
/** Less tells nothing (characters). */
const MIN_TEXT = 200;

/** Step B.1. */
export const handbook: Check = {
  id: "B.1",
  task: 0,
  title:
    "a handbook on five topics, whose commands and files exist; or a video",
  hints: [
    "Could your successor type each command of your handbook and see what you promise?",
    "A handbook has five topics: architecture, deploying, monitoring, incidents, backup. " +
    "Everything that it names must exist. A video shows a failure and how it ended " +
    "(Lecture 10, slide 17).",
    'A section "Backup": deno task backup writes one, deno task backup list shows it, and ' +
    "the runbook in monitoring/runbooks says when to call whom.",
  ],
  measures: "five topics, and each task and file that the handbook names",
  tool: "Markdown, deno.json, the files of the tree",
  catches: ["a file that is not there", "a topic that is left out"],
  async run(context) {
    const pages = await context.files(/^submissions\/runbooks\/.+\.md$/);
    const video = valueOf(await reportOf(context, 10) ?? "", /^video/i);
    if (pages.length === 0 && video !== undefined) {
      return couldNotVerify(
        "a video",
        "five scenes in five minutes",
        "your instructors, who watch it",
      );
    }
    if (pages.length === 0) {
      return notStarted(`there is nothing in ${FOLDER}`, "step B.1");
    }
    const texts = await Promise.all(
      pages.map(async (page) => await context.read(page) ?? ""),
    );
    const text = texts.join("\n\n");
    return evaluateHandbook({
      text,
      tasks: tasksIn(await context.read("deno.json")),
      missing: await missingIn(context, text),
    });
  },
};

/** Evaluates a handbook. @param missing files that it names and that are not there */
export function evaluateHandbook(
  { text, tasks, missing }: {
    readonly text: string;
    readonly tasks: ReadonlySet<string>;
    readonly missing: readonly string[];
  },
): Finding {
  const bound =
    "five topics, each with commands; every task and file in it exists";
  const sections = partsOf(text);
  const thin = TOPICS.filter(([, heading]) =>
    !sections.some((one) =>
      heading.test(one.heading) && one.body.length >= MIN_TEXT
    )
  ).map(([name]) => name);
  const commands = [...text.matchAll(/deno task ([a-z][\w:-]*)/g)].map((
    [, task = ""],
  ) => task);
  const unknown = [...new Set(commands)].filter((task) => !tasks.has(task));
  const problems = [
    ...thin.length > 0 ? [`too little on ${thin.join(", ")}`] : [],
    ...commands.length < 3
      ? [`commands of the course: ${commands.length} of at least 3`]
      : [],
    ...unknown.length > 0
      ? [`there is no deno task ${unknown.join(", ")}`]
      : [],
    ...missing.length > 0
      ? [`it names files that do not exist: ${missing.join(", ")}`]
      : [],
  ];
  return problems.length === 0
    ? pass(`${TOPICS.length} topics, ${commands.length} commands`, bound)
    : fail(problems.join("; "), bound, FOLDER);
}

/** A section holds what stands below its own headings, too. */
function partsOf(
  text: string,
): readonly { readonly heading: string; readonly body: string }[] {
  const own = sectionsOf(text);
  // One title stands above all of it; several are pages of their own.
  const titles = own.filter(({ depth }) => depth === 1).length;
  return own.filter(({ depth }) => depth > 1 || titles > 1);
}

/** Files in backticks or links that are not there. */
async function missingIn(
  { read, files }: CheckContext,
  text: string,
): Promise<readonly string[]> {
  const named = new Set(
    [...text.matchAll(
      /[`(\s]((?:k8s|monitoring|services|labs|migrations|submissions)\/[\w./-]*\w)/g,
    )]
      .map(([, path = ""]) => path),
  );
  const missing: string[] = [];
  for (const path of named) {
    const isFile = /\.\w+$/.test(path);
    const escaped = path.replaceAll(/[.]/g, "\\.");
    const found = isFile
      ? await read(path) !== undefined
      : (await files(new RegExp(`^${escaped}/`))).length > 0;
    if (!found) missing.push(path);
  }
  return missing;
}
