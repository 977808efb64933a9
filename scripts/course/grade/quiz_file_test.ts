import assert from "node:assert/strict";
import fc from "fast-check";
import { readQuiz } from "./quiz_file.ts";

const HEAD = "Email address,Grade/10.00\n";

for (
  const [what, head, student] of [
    ["an ID number before an address", "ID number,Email address", "7"],
    ["an address where there is no number", "Last name,Email address", "a@b.c"],
    ["the word of points.csv", "Last name,student", "a@b.c"],
  ] as const
) {
  Deno.test(`the student of a quiz is identified by ${what}`, () => {
    const text = `${head},Grade/10.00\n7,a@b.c,8.00\n`;
    assert.deepEqual(readQuiz("q.csv", text), [{ student, score: 8 }]);
  });
}

for (
  const [what, text] of [
    ["points", "student,score\nada,7.5\n"],
    ["a decimal point", "student,Grade/10.00\nada,7.50\n"],
    ["a decimal comma", 'student,"Grade/10,00"\nada,"7,50"\n'],
    ["semicolons and decimal commas", "student;Grade/10,00\nada;7,50\n"],
    ["a mark and Windows' line ends", "\uFEFFstudent,score\r\nada,7.5\r\n"],
    ["quotes around its heading", '"student","score"\n"ada","7.5"\n'],
  ] as const
) {
  Deno.test(`a quiz is read with ${what}`, () => {
    assert.deepEqual(readQuiz("q.csv", text), [{ student: "ada", score: 7.5 }]);
  });
}

Deno.test("a quiz without attempts has no scores, and no fault", () => {
  assert.deepEqual(readQuiz("q.csv", HEAD), []);
  assert.deepEqual(readQuiz("q.csv", `${HEAD}ada,-\n`), []);
});

for (const given of ["ten", "-1", "8 of 10", "NaN"]) {
  Deno.test(`a score of ${given} is refused with its line and column`, () => {
    assert.throws(
      () => readQuiz("q.csv", `${HEAD}ada,8\nbob,${given}\n`),
      /q\.csv:3: Grade\/10\.00 must be a number from 0 to 10, or -/,
    );
  });
}

Deno.test("a table without a score says which columns it has", () => {
  assert.throws(
    () => readQuiz("q.csv", "student,Attempts\nada,3\n"),
    /q\.csv: .*Grade\/\.\.\. or score; there are student, Attempts/,
  );
  assert.throws(() => readQuiz("q.csv", ""), /there are none/);
});

Deno.test("of all attempts the best counts, in whatever order they stand", () => {
  const attempt = fc.record({
    student: fc.constantFrom("ada", "bob", "eve"),
    score: fc.integer({ min: 0, max: 10 }),
  });
  fc.assert(fc.property(fc.array(attempt), (attempts) => {
    const lines = attempts.map(({ student, score }) => `${student},${score}\n`);
    const scores = readQuiz("q.csv", `${HEAD}${lines.join("")}`);
    const names = new Set(attempts.map(({ student }) => student));
    assert.deepEqual(new Set(scores.map(({ student }) => student)), names);
    for (const { student, score } of scores) {
      const own = attempts.filter((one) => one.student === student);
      assert.equal(score, Math.max(...own.map((one) => one.score)));
    }
  }));
});
