/**
 * Plays a whole term with people who do not exist, through the course's own code:
 * import, collect, points from evidence, lateness, appeals, publish.
 * @module
 */

import { readText, replaceFile } from "../../../lib/files/mod.ts";
import { difficulties } from "../../edition/cohort.ts";
import { itemsIn } from "../../edition/commands/cohort.ts";
import { readCourse } from "../../grade/course.ts";
import { fromEvidence, pointsCsv } from "../../grade/from_evidence.ts";
import { readPoints } from "../../grade/points_file.ts";
import { expectedHere } from "../../lab/bundles/expected.ts";
import { LABS } from "../../lab/labs.ts";
import { openTree } from "../../site/model/tree.ts";
import { bundlesIn, collect, type Taken } from "../collect/collect.ts";
import { addSeen, readSeen, withLateHours } from "../collect/seen.ts";
import { readTerm } from "../course_file.ts";
import { keepOverride, type Override, withOverrides } from "../override.ts";
import { pointsText } from "../points_text.ts";
import { publish } from "../publish/publish.ts";
import { readRoster, rosterCsv } from "../roster.ts";
import { hashOfText } from "../../../checks/evidence/mod.ts";
import { labsOf, writeFork } from "./handed_in.ts";
import { type Draw, peopleOf, type Person } from "./people.ts";
import { courseYaml, dueOf, participantsCsv, quizCsv } from "./tables.ts";

/** How a term is played. */
export interface PlayOptions {
  readonly seed: number;
  readonly students: number;
  /** An empty folder, as an absolute path. */
  readonly folder: string;
  /** ms since the epoch; the term ended a week before. */
  readonly now: number;
  /** Called at the start of each step. */
  readonly say: (words: string) => void;
}

/** The result of it. */
export interface Played {
  readonly bundles: number;
  readonly taken: readonly Taken[];
  readonly lateLabs: number;
  readonly overrides: number;
  /** The reasons why bundles were refused; a demonstration has none. */
  readonly problems: readonly string[];
  /** `--quiz` of the commands. */
  readonly quiz: string;
}

const WEEK = 7 * 24 * 3_600_000;
const HOUR = 3_600_000;
/** Appeals that were decided. */
const APPEALS = 3;

/** Plays it. */
export async function play(options: PlayOptions): Promise<Played> {
  const { seed, students: count, folder, now, say } = options;
  const at = (name: string): string => `${folder}/${name}`;
  const { people, draw } = peopleOf(count, seed);
  const start = now - 13 * WEEK;

  say(`${count} students enrol`);
  await Deno.mkdir(folder, { recursive: true });
  await replaceFile(at("participants.csv"), participantsCsv(people));
  await replaceFile(
    at("course.yaml"),
    courseYaml(start, LABS.map(({ lab }) => lab)),
  );
  const students = readRoster(
    at("participants.csv"),
    await readText(at("participants.csv")),
    `file://${folder}/forks/{github}`,
  );
  await replaceFile(at("students.csv"), rosterCsv(students));
  const term = await readTerm(at("course.yaml"));

  say("they hand in their labs, some of them late");
  const bundles = await handIn(people, draw, start, now, folder);

  say("the newest commit of each fork is collected");
  const taken = await collect(students, {
    folder: at("collected"),
    jobs: 4,
    isLocal: true,
    now: () => now,
    bounds: { timeoutMs: 60_000, maxFiles: 100, maxBytes: 2 ** 24 },
  });

  say("points follow from the bundles, the quizzes and the exam");
  const expected = expectedHere(now);
  const proposed = await fromEvidence(at("collected"), expected);
  const byHand = people.flatMap((person) => gradedByHand(person, draw));
  await replaceFile(
    at("points.csv"),
    pointsCsv({ lines: [...proposed.lines, ...byHand] }),
  );
  const quizzes = term.windows.map(({ quiz }) => at(quiz));
  for (const path of quizzes) await replaceFile(path, quizCsv(people, draw));

  say("late labs, and appeals");
  const works = readPoints(at("points.csv"), await readText(at("points.csv")));
  const today = await bundlesIn(
    students,
    at("collected"),
    new Date(now).toISOString(),
  );
  const dated = withLateHours(
    works,
    term,
    await readSeen(at("collected")),
    new Map(today.map((one) => [`${one.student}\n${one.lab}`, one.sha256])),
  );
  const overrides = appeals(dated, now);
  for (const one of overrides) await keepOverride(at("points.csv"), one);
  const decided = withOverrides(dated, overrides);
  await replaceFile(at("points.csv"), pointsText(decided));

  say("everything is published");
  const course = await readCourse({ points: at("points.csv"), quizzes });
  const { items } = await itemsIn(at("collected"), now);
  await publish({
    title: term.course,
    course,
    difficulties: difficulties(items),
    salt: `a demonstration, seed ${seed}`,
    hasNames: false,
    out: at("published"),
    tree: await openTree("."),
    isWhole: true,
  });
  return {
    bundles,
    taken,
    lateLabs: decided.reduce(
      (sum, { entries }) =>
        sum + new Set(
          entries.filter(({ lateHours }) => lateHours > 0).map(({ lab }) =>
            lab
          ),
        ).size,
      0,
    ),
    overrides: overrides.length,
    problems: proposed.problems,
    quiz: quizzes.map((path, i) => `${i + 1}=${path}`).join(","),
  };
}

/** The answer is how many bundles there are. */
async function handIn(
  people: readonly Person[],
  draw: Draw,
  start: number,
  now: number,
  folder: string,
): Promise<number> {
  const { digestOf } = expectedHere(now);
  let bundles = 0;
  for (const [number, person] of people.entries()) {
    const labs = await labsOf(person, number, {
      draw,
      digestOf,
      due: (lab) => dueOf(start, lab),
    });
    bundles += labs.length;
    await writeFork(`${folder}/forks/${person.github}`, labs);
    // The time that twelve weekly collections would have seen, to the next full
    // hour.
    const seen = await Promise.all(labs.map(async ({ lab, text, at }) => ({
      student: person.email,
      lab,
      sha256: await hashOfText(text),
      at: new Date(Math.ceil(at / HOUR) * HOUR).toISOString(),
    })));
    await Deno.mkdir(`${folder}/collected`, { recursive: true });
    await addSeen(`${folder}/collected`, seen);
  }
  return bundles;
}

/**
 * The entries that no check can measure: the work with people in Lab 1, and the
 * exam.
 */
function gradedByHand(
  { email, skill, takesExam }: Person,
  draw: Draw,
): readonly (readonly string[])[] {
  const exam = Math.round(100 * Math.min(1, skill * (0.7 + 0.4 * draw())));
  return [
    [email, "1", "3", draw() < skill ? "1" : "0", "", "read by a person", ""],
    ...takesExam ? [[email, "exam", "", String(exam), "", "the exam", ""]] : [],
  ];
}

/** The first disputes are decided for the student. */
function appeals(
  works: Awaited<ReturnType<typeof readPoints>>,
  now: number,
): readonly Override[] {
  return works.flatMap(({ student, entries }) =>
    entries.filter(({ undecided = 0 }) => undecided > 0).map(
      ({ lab, task, points, undecided = 0 }): Override => ({
        student,
        lab,
        task,
        points: points + undecided,
        before: points,
        reason: "measured again by hand, and right",
        name: "Dr. Demo",
        at: new Date(now).toISOString(),
      }),
    )
  ).slice(0, APPEALS);
}
