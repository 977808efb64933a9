import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import {
  columnsOf,
  FieldError,
  numberField,
  readRows,
  refuse,
} from "./csv_file.ts";

function read(text: string, columns: readonly string[] = ["a", "b"]) {
  return readRows("f.csv", text, columns, ({ where, field, optional }) => ({
    where,
    a: field("a"),
    b: optional("b"),
  }));
}

for (
  const [what, text] of [
    ["commas", "a,b\n1,2\n"],
    ["semicolons", "a;b\n1;2\n"],
    ["Windows' line ends", "a,b\r\n1,2\r\n"],
    ["a byte order mark", "\uFEFFa,b\n1,2\n"],
    ["quotes around everything", '"a","b"\n"1","2"\n'],
    ["spaces around the words", " a , b \n 1 , 2 \n"],
    ["columns in another order", "b,a\n2,1\n"],
    ["an unknown column", "a,b,c\n1,2,3\n"],
    ["no line end at its end", "a,b\n1,2"],
  ] as const
) {
  Deno.test(`a table with ${what} is read as any other`, () => {
    assert.deepEqual(read(text), [{ where: "f.csv:2", a: "1", b: "2" }]);
  });
}

Deno.test("a table that has only a heading has no rows, and no fault", () => {
  assert.deepEqual(read("a,b\n"), []);
  assert.deepEqual(read("a,b"), []);
  assert.deepEqual(columnsOf("f.csv", "a,b\n"), ["a", "b"]);
});

Deno.test("a heading that lacks a column is refused, with or without rows", () => {
  for (const text of ["a\n1\n", "a\n"]) {
    assert.throws(
      () => read(text),
      /f\.csv: column b is missing; there are a$/,
    );
  }
  assert.throws(() => read(""), /column a, b is missing; there are none/);
});

Deno.test("a decimal comma in a heading does not make it a table of commas", () => {
  assert.deepEqual(
    columnsOf("q.csv", "Name;Email address;Grade/10,00\n"),
    ["Name", "Email address", "Grade/10,00"],
  );
  assert.deepEqual(
    columnsOf("q.csv", '"Grade; of 10",score\n'),
    ["Grade; of 10", "score"],
  );
});

Deno.test("a row is known by its line, also after empty lines and long fields", () => {
  const text = 'a,b\n1,\n\n"two\nlines",\n3,\n';
  assert.deepEqual(
    read(text).map(({ where }) => where),
    ["f.csv:2", "f.csv:5", "f.csv:6"],
  );
});

Deno.test("whatever a field has in it comes back as it was", () => {
  // Spaces around a field are trimmed on purpose.
  const field = fc.string({ minLength: 1, maxLength: 12 })
    .map((text) => `x${text}x`);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(field, field), { maxLength: 8 }),
      fc.constantFrom(",", ";"),
      (rows, delimiter) => {
        const text = stringify([["a", "b"], ...rows], { delimiter });
        assert.deepEqual(read(text).map(({ a, b }) => [a, b]), rows);
      },
    ),
  );
});

Deno.test("a field that must be there says where it is empty", () => {
  assert.throws(() => read("a,b\n1,2\n,2\n"), /^.*f\.csv:3: a is empty/);
});

Deno.test("another mistake than one of the file's is passed on", () => {
  const broken = () => {
    throw new TypeError("a bug");
  };
  assert.throws(() => readRows("f.csv", "a\n1\n", ["a"], broken), TypeError);
});

for (
  const [text, value] of [
    ["0", 0],
    ["6", 6],
    ["5.5", 5.5],
    ["5,5", 5.5],
    ["-1", undefined],
    ["6.01", undefined],
    ["", undefined],
    ["six", undefined],
    ["1e0", undefined],
    ["5.", undefined],
    [".5", undefined],
    ["1,2,3", undefined],
    ["0x1", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
  ] as const
) {
  Deno.test(`a number from 0 to 6 written ${JSON.stringify(text)} is ${value ?? "refused"}`, () => {
    const row = {
      where: "f.csv:7",
      optional: () => text,
      field: () => text,
    };
    if (value !== undefined) {
      return assert.equal(numberField(row, "n", 0, 6), value);
    }
    assert.throws(
      () => numberField(row, "n", 0, 6),
      (error) =>
        error instanceof FieldError &&
        /^f\.csv:7: n must be a number from 0 to 6/.test(error.message),
    );
  });
}

Deno.test("twenty problems are listed, and the others are counted", () => {
  const problems = (count: number) =>
    Array.from({ length: count }, (_, i) => `problem ${i}`);
  assert.doesNotThrow(() => refuse([]));
  const said = (count: number): string => {
    try {
      refuse(problems(count));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "nothing";
  };
  assert.doesNotMatch(said(20), /more/);
  assert.match(said(20), /problem 19\nNothing was written\.$/);
  assert.match(said(23), /problem 19\nand 3 more\nNothing was written\.$/);
});
