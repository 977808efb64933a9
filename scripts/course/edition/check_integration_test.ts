// Runs with -P=test-system
/**
 * An edition as it is written, and the same with a solution hidden in a
 * generator, a command that does not exist, and one for instructors.
 */

import assert from "node:assert/strict";
import { toolsIn } from "../../lib/commands/mod.ts";
import { answersHere } from "./answers.ts";
import { editionProblems } from "./check.ts";
import { shownCommandProblems } from "./commands.ts";
import { EDITION, parseEdition } from "./edition.ts";
import { exportEdition, trackedFiles } from "./export.ts";
import { generatorProblems } from "./generators.ts";

const edition = parseEdition(await Deno.readTextFile(EDITION));
const answers = await answersHere(await trackedFiles(), edition);
const here = await toolsIn(".");
const SOLUTION = "labs/lab3/solution/monitoring/prometheus/rules.yml";

/** Changes a file of the edition. */
async function change(
  path: string,
  edit: (text: string) => string,
): Promise<void> {
  const text = await Deno.readTextFile(path);
  const edited = edit(text);
  assert.notEqual(edited, text, path);
  await Deno.writeTextFile(path, edited);
}

Deno.test("an edition gives nothing away, and what is hidden in it is found", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "edition-test-" });
  try {
    await exportEdition(edition, folder);
    await t.step("as it is written it has no problem", async () => {
      assert.deepEqual(await editionProblems(folder, edition, answers), []);
      assert.deepEqual(await generatorProblems(folder, edition, answers), []);
      assert.deepEqual(await shownCommandProblems(folder, here), []);
    });
    await t.step(
      "a solution that only a generator writes is found",
      async () => {
        const hidden = btoa(await Deno.readTextFile(SOLUTION));
        await change(
          `${folder}/scripts/observe/dashboards/cli.ts`,
          (text) =>
            text.replace(
              "async run({ host, flags: { check } }) {",
              (start) =>
                `${start}\n    await Deno.writeTextFile("monitoring/grafana/notes.yaml", atob("${hidden}"));`,
            ),
        );
        assert.deepEqual(await editionProblems(folder, edition, answers), []);
        const problems = await generatorProblems(folder, edition, answers);
        assert.equal(problems.length, 1, problems.join("\n"));
        assert.match(
          problems[0] ?? "",
          /wrote it: monitoring\/grafana\/notes\.yaml has .* of labs\/lab3/,
        );
      },
    );
    await t.step("a solution inside a string is found", async () => {
      const text = await Deno.readTextFile(SOLUTION);
      await Deno.writeTextFile(
        `${folder}/scripts/lib/text/example.ts`,
        `export const EXAMPLE = ${JSON.stringify(text)};\n`,
      );
      const problems = await editionProblems(folder, edition, answers);
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", /text\/example\.ts has .* of labs\/lab3/);
    });
    await t.step("wrong commands in documents are found", async () => {
      await change(
        `${folder}/README.md`,
        (text) =>
          `${text}\n\`\`\`sh\ndeno task labb check 1\ndeno task lab check 1 --now\n` +
          "deno task lab solve 3 --into there\n```\n",
      );
      const problems = (await shownCommandProblems(folder, here)).join("\n");
      assert.match(
        problems,
        /README\.md: line \d+: there is no deno task labb/,
      );
      assert.match(problems, /deno task lab check has no flag --now/);
      assert.match(problems, /lab solve is a command for instructors/);
    });
    await t.step("a tool that does not start is found", async () => {
      await change(
        `${folder}/scripts/schema/seed/cli.ts`,
        (text) => `import "./gone.ts";\n${text}`,
      );
      const problems = (await shownCommandProblems(folder, here)).join("\n");
      assert.match(
        problems,
        /deno task seed --help ended with 1: error: .*gone/,
      );
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
