// Runs with -P=test-system
/**
 * Both editions of the website: every address in them leads somewhere, and the
 * students' one gives nothing away.
 */
import assert from "node:assert/strict";
import { buildSite } from "../../site/build.ts";
import { siteProblems } from "../../site/dead_addresses.ts";
import { openTree } from "../../site/model/tree.ts";
import { studentSource } from "./student_source.ts";

Deno.test("the instructors' website leads nowhere else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const out = `${folder}/site`;
    const tree = await openTree(".");
    const built = await buildSite({ tree, edition: "instructor", out });
    assert.ok(built.pages > 100);
    assert.deepEqual(await siteProblems(out), []);
    const html = await Deno.readTextFile(`${out}/labs/index.html`);
    assert.match(html, /For instructors/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the students' website leads nowhere else, and gives nothing away", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const out = `${folder}/site`;
    const source = studentSource();
    await source.withTree((tree) =>
      buildSite({ tree, edition: "student", out })
    );
    assert.deepEqual(await siteProblems(out), []);
    assert.deepEqual(await source.problemsIn(out), []);
    const quiz = await Deno.readTextFile(`${out}/quiz/week6.html`);
    assert.equal(quiz.match(/<fieldset/g)?.length, 5);
    // The check finds it where it is planted.
    await Deno.writeTextFile(
      `${out}/labs/lab1.html`,
      `${await Deno.readTextFile(`${out}/labs/lab1.html`)}` +
        "<code>deno task course cohort collected</code>",
    );
    assert.match((await source.problemsIn(out)).join(), /course cohort/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
