import assert from "node:assert/strict";
import { readPoints } from "./points_file.ts";
import { readQuiz } from "./quiz_file.ts";
import { sumText } from "./render.ts";
import { tierOf } from "./grade.ts";

const ADA = "ada@example.org";

for (
  const [what, text] of [
    ["German", `Nachname;E-Mail-Adresse;Bewertung/10,00\nL;${ADA};8,50\n`],
    ["Russian", `Имя\tАдрес электронной почты\tОценка/10,00\nА\t${ADA}\t8,5\n`],
    [
      "Spanish",
      `Nombre,Dirección de correo,"Calificación/10,00"\nA,${ADA},"8,50"\n`,
    ],
    ["French", `Nom;Adresse de courriel;Note/10,00\nA;${ADA};8,50\n`],
    [
      "an address in capitals",
      `Email address,Grade/10.00\nADA@Example.ORG ,8.50\n`,
    ],
    [
      "an empty column of IDs",
      `ID number,Email address,Grade/10.00\n,${ADA},8.50\n`,
    ],
    ["a percent sign", `Email address,Grade/10.00\n${ADA},85.00 %\n`],
    [
      "a column for each question",
      `Email address,Grade/10.00,Q. 1 /2.50\n${ADA},8.5,2\n`,
    ],
    ["Excel's first line", `sep=;\nEmail address;Grade/10,00\n${ADA};8,5\n`],
    [
      "a line end within quotes",
      `"First\nname",Email address,Grade/10.00\n"A\nB",${ADA},8.5\n`,
    ],
  ] as const
) {
  Deno.test(`Moodle's export is read with ${what}`, () => {
    assert.deepEqual(readQuiz("q.csv", text), [{ student: ADA, score: 8.5 }]);
  });
}

for (
  const [what, text, said] of [
    [
      "no name at all",
      "ID number,Grade/10.00\n,8\n,9\n",
      /q\.csv:2: ID number is empty/,
    ],
    [
      "two columns of scores",
      `Email address,Grade/10.00,Extra/5\n${ADA},8,1\n`,
      /may each be the score/,
    ],
    [
      "one heading twice",
      `Email address,Grade/10.00,Grade/10.00\n${ADA},8,9\n`,
      /may each be|twice/,
    ],
    [
      "a score above the most",
      `Email address,Grade/10.00\n${ADA},85\n`,
      /q\.csv:2: .* from 0 to 10/,
    ],
    [
      "percent beside points",
      `student,score\na,85 %\nb,9\n`,
      /some have a % and some/,
    ],
    [
      "another encoding",
      `Email address,Grade/10.00\n\uFFFD,9\n`,
      /neither UTF-8 nor/,
    ],
  ] as const
) {
  Deno.test(`a quiz with ${what} is refused with the reason`, () => {
    assert.throws(() => readQuiz("q.csv", text), { message: said });
  });
}

Deno.test("an attempt without a grade has no score, and is named", () => {
  const told: string[] = [];
  const text = `Email address,Grade/10.00\n${ADA},Not yet graded\nb@c.d,7\n`;
  const scores = readQuiz("q.csv", text, { note: (words) => told.push(words) });
  assert.deepEqual(scores, [{ student: "b@c.d", score: 7 }]);
  assert.match(told.join(), /q\.csv:2: ada@example\.org is not graded yet/);
});

Deno.test("of two names, the one that points.csv has counts", () => {
  const text = `ID number,Email address,Grade/10.00\n4711,${ADA},8\n`;
  const [one] = readQuiz("q.csv", text, { known: new Set([ADA]) });
  assert.equal(one?.student, ADA);
});

Deno.test("an address in another case is the same student in points.csv", () => {
  const text = `student,lab,task,points\nADA@example.org,1,1,6\n${ADA},1,2,3\n`;
  assert.deepEqual(readPoints("p.csv", text).map((one) => one.student), [ADA]);
  const twice = `student,lab,task,points\nb22,1,1,6\nB22,1,2,3\n`;
  assert.throws(() => readPoints("p.csv", twice), /differ only in case/);
});

Deno.test("a sum is never shown with a tier that it does not have", () => {
  for (
    const value of [89.997, 89.9999999, 74.996, 59.99999, 90, 89.99, 12.345]
  ) {
    for (const digits of [0, 2, 4]) {
      const shown = Number(sumText(value, digits));
      assert.equal(tierOf(shown), tierOf(value), `${value} as ${shown}`);
    }
  }
  assert.equal(sumText(89.997, 2), "89.99");
  assert.equal(sumText(89.987, 2), "89.99");
});
