import assert from "node:assert/strict";
import { readRoster, rosterCsv } from "./roster.ts";

const read = (text: string, forks?: string) =>
  readRoster("list.csv", text, forks);

Deno.test("Moodle's participants are students by their addresses", () => {
  const [ada, bob] = read(
    "First name,Last name,Email address,GitHub\n" +
      "Bob,Brown,bob@example.org,\nAda,Lovelace,Ada@Example.org,ada-l\n",
    "https://github.com/{github}/quickticket.git",
  );
  assert.deepEqual(ada, {
    student: "ada@example.org",
    name: "Ada Lovelace",
    fork: "https://github.com/ada-l/quickticket.git",
  });
  assert.equal(bob?.fork, "");
});

Deno.test("Canvas' grade book is read without its own lines", () => {
  const students = read(
    "Student,ID,SIS User ID,SIS Login ID,Section\n" +
      '    Points Possible,,,,\n"Lovelace, Ada",1,u1,ada@example.org,S\n' +
      '"Student, Test",2,,,S\n',
  );
  assert.deepEqual(students.map(({ student, name }) => [student, name]), [
    ["ada@example.org", "Lovelace, Ada"],
  ]);
});

Deno.test("GitHub Classroom's list has identifiers and repositories", () => {
  const [ada] = read(
    "identifier,github_username,student_repository_url\n" +
      "ada@example.org,ada-l,https://github.com/org/quickticket-ada\n",
  );
  assert.equal(ada?.fork, "https://github.com/org/quickticket-ada");
});

Deno.test("what we write we can read", () => {
  const students = read(
    "student,name,fork\nada,Ada,git@github.com:ada/q.git\n",
  );
  assert.deepEqual(read(rosterCsv(students)), students);
});

for (
  const [what, text, words] of [
    ["no column of students", "Name,City\nAda,London\n", /Email address/],
    ["a line without a student", "Email address,GitHub\n,ada\n", /list\.csv:2/],
    ["a student twice", "Email address\na@x.org\nA@x.org\n", /twice/],
    ["an empty list", "Email address\n", /no student/],
  ] as const
) {
  Deno.test(`${what} is refused`, () => {
    assert.throws(() => read(text), words);
  });
}
