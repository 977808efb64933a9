// Runs with -P=test-system
import assert from "node:assert/strict";
import { dueFor, readTerm } from "./course_file.ts";

async function term(text: string) {
  const file = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(file, text);
    return await readTerm(file);
  } finally {
    await Deno.remove(file);
  }
}

const GOOD = `course: X
labs:
  1: { due: "2026-09-20T23:59:00+02:00" }
extensions:
  - { student: ada, lab: 1, due: "2026-09-25T23:59:00+02:00", reason: ill }
`;

Deno.test("an extension moves the date of one student alone", async () => {
  const read = await term(GOOD);
  const usual = Date.parse("2026-09-20T21:59:00Z");
  assert.equal(dueFor(read, "bob", 1), usual);
  assert.equal(dueFor(read, "ada", 1), usual + 5 * 24 * 3_600_000);
  assert.equal(dueFor(read, "ada", 2), undefined);
});

for (
  const [what, from, to, words] of [
    ["a date without a zone", "+02:00", "", /with its zone/],
    ["a lab that there is not", "  1:", "  13:", /labs from 1 to 12/],
    ["a misspelt field", "labs:", "lab:", /lab/],
    ["an extension without a reason", ", reason: ill", "", /reason/],
  ] as const
) {
  Deno.test(`${what} is refused`, async () => {
    await assert.rejects(term(GOOD.replace(from, to)), words);
  });
}

Deno.test("another late rule than the one of grade is refused", async () => {
  await assert.rejects(term(`${GOOD}late: { accept_hours: 24 }\n`), /168/);
});
