// Runs with -P=test-system
/**
 * A small term, played through the whole of the course's code.
 */
import assert from "node:assert/strict";
import { readText } from "../../../lib/files/mod.ts";
import { gradesCsv } from "../../grade/render.ts";
import { quizFiles, readCourse } from "../../grade/course.ts";
import { publishedProblems } from "../publish/compare.ts";
import {
  axeSource,
  noBrowser,
  openBrowser,
  serveBelow,
  watchedContext,
} from "../../site/browser_fixture.ts";
import { barriers } from "../../site/looks_fixture.ts";
import { siteProblems } from "../../site/dead_addresses.ts";
import { play } from "./play.ts";
import { peopleOf } from "./people.ts";

Deno.test("a seed decides who enrols", () => {
  assert.deepEqual(peopleOf(5, 7).people, peopleOf(5, 7).people);
  assert.notDeepEqual(peopleOf(5, 7).people, peopleOf(5, 8).people);
  const addresses = new Set(peopleOf(60, 1).people.map(({ email }) => email));
  assert.equal(addresses.size, 60);
});

Deno.test({
  name: "a term is played, collected, graded and published" +
    (noBrowser === undefined
      ? ""
      : `; its pages are not looked at: ${noBrowser}`),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const played = await play({
      seed: 3,
      students: 6,
      folder,
      now: Date.now(),
      say: () => {},
    });
    assert.deepEqual(played.problems, []);
    assert.ok(played.bundles > 30, String(played.bundles));
    assert.deepEqual(
      new Set(played.taken.map(({ how }) => how)),
      new Set(["new"]),
    );
    const { grades } = await readCourse({
      points: `${folder}/points.csv`,
      quizzes: quizFiles(played.quiz),
    });
    assert.equal(grades.length, 6);
    const published = `${folder}/published`;
    assert.deepEqual(await publishedProblems(published, gradesCsv(grades)), []);
    assert.deepEqual(await siteProblems(`${published}/site`), []);
    const board = await readText(`${published}/site/term/leaderboard.html`);
    for (const { student } of grades) {
      assert.ok(!board.includes(student), "a name is on the leaderboard");
      assert.ok(!board.includes(student.split(".")[0] ?? "?"));
    }
    if (noBrowser === undefined) await lookAt(`${published}/site`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Barriers and foreign requests on each kind of page of a term. */
async function lookAt(site: string): Promise<void> {
  const { home, close } = serveBelow(site);
  const browser = await openBrowser();
  try {
    const { context, foreign, errors } = await watchedContext(browser, home);
    const [student] = await Array.fromAsync(
      Deno.readDir(`${site}/term/students`),
    );
    const pages = [
      "term/index.html",
      "term/grades.html",
      "term/leaderboard.html",
      `term/students/${student?.name}`,
    ];
    const axe = await axeSource();
    for (const theme of ["light", "dark"]) {
      assert.deepEqual(
        await barriers(context, home, pages, { axe, theme }),
        [],
      );
    }
    assert.deepEqual(foreign, []);
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await close();
  }
}
