// Runs with -P=test-system
/**
 * Steps that people write into a folder.
 */

import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { readSteps, writeStep } from "./step.ts";
import { stepOf } from "./step_fixture.ts";

async function withFolder(
  files: Readonly<Record<string, string>>,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("steps of a folder are read by their numbers; other files are ignored", () =>
  withFolder({
    "0003_c.ts":
      'export const up = ["SELECT 3", " "]; export const transaction = false;',
    "0002_b.ts":
      'export const up = "SELECT 2"; export const down = "SELECT -2";',
    "notes.md": "",
    "helper.ts": "throw new Error('it was read');",
  }, async (folder) => {
    assert.deepEqual(await readSteps(folder), [
      {
        name: "0002_b",
        up: ["SELECT 2"],
        down: ["SELECT -2"],
        transaction: true,
        file: `${folder}/0002_b.ts`,
      },
      {
        name: "0003_c",
        up: ["SELECT 3"],
        down: [],
        transaction: false,
        file: `${folder}/0003_c.ts`,
      },
    ]);
  }));

Deno.test("a step is the same from a checkout of Git for Windows, with a BOM, and without a last line end", () => {
  const text = 'export const up = ["CREATE TABLE a (\\n  id int)"];\n' +
    "export const down = [`DROP\n  TABLE a`];\n";
  return withFolder({
    "0002_a.ts": text,
    "0003_a.ts": text.replaceAll("\n", "\r\n").replaceAll("\\n", "\\r\\n"),
    "0004_a.ts": `\uFEFF${text.trimEnd()}`,
  }, async (folder) => {
    const [unix, ...others] = await readSteps(folder);
    for (const { name, up, down } of others) {
      assert.deepEqual([up, down], [unix?.up, unix?.down], name);
    }
  });
});

for (
  const [what, text, unwritten] of [
    [
      "comments alone",
      'export const up = ["-- later", "/* a\\nb */ ;"];',
      "up",
    ],
    [
      "the template's way back",
      'export const up = ["SELECT 1"]; export const down = [""];',
      "down",
    ],
    ["no way back at all", 'export const up = ["SELECT 1"];', undefined],
    [
      "a way back that is said to be none",
      'export const up = ["SELECT 1"]; export const down = [];',
      undefined,
    ],
  ] as const
) {
  Deno.test(`a step with ${what} has ${unwritten ?? "nothing"} left to write`, () =>
    withFolder({ "0002_a.ts": text }, async (folder) => {
      const [step] = await readSteps(folder);
      assert.equal(step?.unwritten, unwritten);
    }));
}

Deno.test("a file in the place of the folder is refused in a sentence", () =>
  withFolder({ "steps": "" }, async (folder) => {
    await assert.rejects(
      readSteps(`${folder}/steps`),
      (error) =>
        error instanceof CouldNotRun && /--folder names/.test(error.message),
    );
  }));

Deno.test("a folder that is not there has no steps", async () => {
  assert.deepEqual(await readSteps("a-folder-that-is-not-there"), []);
});

const WRONG: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "a step without a way up",
    "0002_b.ts",
    "export const down = [];",
    /0002_b\.ts: [^]*up/,
  ],
  [
    "a way up that is no text",
    "0002_b.ts",
    "export const up = [5];",
    /a statement or a list/,
  ],
  ["three digits", "002_b.ts", "", /named NNNN_words\.ts/],
  ["capital letters", "0002_AddEmail.ts", "", /lower-case words/],
  ["a dash", "0002-b.ts", "", /named NNNN_words\.ts/],
  ["SQL", "0002_b.sql", "SELECT 2", /named NNNN_words\.ts/],
  ["JavaScript", "0002_b.js", "", /named NNNN_words\.ts/],
  ["a step that does not parse", "0002_b.ts", "export const up = [", /0002_b/],
  [
    "a step that throws",
    "0002_b.ts",
    "throw new Error('no');",
    /0002_b\.ts: no/,
  ],
];

for (const [what, name, text, words] of WRONG) {
  Deno.test(`a folder with ${what} is refused`, () =>
    withFolder({ [name]: text }, async (folder) => {
      await assert.rejects(
        readSteps(folder),
        (error) => error instanceof CouldNotRun && words.test(error.message),
      );
    }));
}

Deno.test("a new step has the next number, and does nothing yet", () =>
  withFolder({}, async (folder) => {
    const where = `${folder}/migrations`;
    const path = await writeStep(where, "add_email", [stepOf(1), stepOf(7)]);
    assert.equal(path, `${where}/0008_add_email.ts`);
    assert.deepEqual(await readSteps(where), [
      {
        name: "0008_add_email",
        up: [],
        down: [],
        transaction: true,
        file: path,
        unwritten: "up",
      },
    ]);
    assert.match(
      await writeStep(`${folder}/b`, "first", []),
      /0001_first\.ts$/,
    );
  }));

Deno.test("a step that is there is not written over", () =>
  withFolder({ "0002_a.ts": "mine" }, async (folder) => {
    await assert.rejects(writeStep(folder, "a", [stepOf(1)]));
    assert.equal(await Deno.readTextFile(`${folder}/0002_a.ts`), "mine");
  }));

for (const words of ["AddEmail", "add email", "../escape", "", "1st", "a-b"]) {
  Deno.test(`a step cannot be called "${words}"`, () =>
    withFolder({}, async (folder) => {
      await assert.rejects(writeStep(folder, words, []), CouldNotRun);
    }));
}
