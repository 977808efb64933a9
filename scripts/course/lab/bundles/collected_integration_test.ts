// Runs with -P=test-system
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { collectedIn } from "./collected.ts";

async function withFiles<T>(
  paths: readonly string[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const path of paths) {
      await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, "{}");
    }
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (
  const [what, path, student] of [
    ["a folder", "Ada@Example.org/lab2.evidence.json", "ada@example.org"],
    ["a clone", "ada/submissions/lab2.evidence.json", "ada"],
    ["a second download", "ada/lab2.evidence (1).json", "ada"],
    ["a copy", "ada/lab12.evidence - Copy.json", "ada"],
    [
      "Moodle's folder",
      "Ada Lovelace_4711_assignsubmission_file_/lab2.evidence.json",
      "Ada Lovelace",
    ],
    [
      "Moodle's flat download",
      "Ada Lovelace_4711_assignsubmission_file_lab2.evidence.json",
      "Ada Lovelace",
    ],
  ] as const
) {
  Deno.test(`a bundle in ${what} is found with its student`, async () => {
    const { bundles, skipped } = await withFiles([path], collectedIn);
    assert.deepEqual(bundles.map((one) => one.student), [student]);
    assert.deepEqual(skipped, []);
  });
}

Deno.test("a file that is no bundle, or has no student, is named", async () => {
  const { bundles, skipped } = await withFiles([
    "lab2.evidence.json",
    "ada/report.md",
    "bob.zip",
    "eve/work.tar.gz",
    "eve/lab1.evidence.json",
    ".git/lab1.evidence.json",
  ], collectedIn);
  assert.equal(bundles.length, 1);
  assert.equal(skipped.length, 4);
  for (
    const words of [
      /lab2\.evidence\.json: it names no student/,
      /ada: there is no/,
      /bob\.zip: .*Unpack/,
      /work\.tar\.gz: .*Unpack/,
    ]
  ) {
    assert.match(skipped.join("\n"), words);
  }
});

Deno.test("two people of one name stay two", async () => {
  const of = (id: number) =>
    `A B_${id}_assignsubmission_file_/lab1.evidence.json`;
  const { bundles } = await withFiles([of(1), of(2)], collectedIn);
  assert.deepEqual(bundles.map((one) => one.student), ["A B 1", "A B 2"]);
});

Deno.test("one student's clone is refused, and so is what is no folder", async () => {
  await assert.rejects(
    withFiles(["submissions/lab2.evidence.json"], collectedIn),
    /the work of one student/,
  );
  await assert.rejects(collectedIn("/nowhere/at/all"), /it is not there/);
});
