import assert from "node:assert/strict";
import fc from "fast-check";
import { valuesIn } from "./run_step.ts";

for (
  const [what, text, values] of [
    ["nothing", "", {}],
    ["one value", "tag=abc\n", { tag: "abc" }],
    ["a value without a line end", "tag=abc", { tag: "abc" }],
    ["an empty value", "tag=\n", { tag: "" }],
    ["a value with = in it", "args=a=b\n", { args: "a=b" }],
    ["two values", "a=1\nb=2\n", { a: "1", b: "2" }],
    ["the last of two of one name", "a=1\na=2\n", { a: "2" }],
    ["a name with a dash", "image-tag=1\n", { "image-tag": "1" }],
    ["lines between two words", "t<<END\na\nb\nEND\n", { t: "a\nb" }],
    ["no line between two words", "t<<END\nEND\n", { t: "" }],
    ["an empty line between two words", "t<<END\n\nEND\n", { t: "" }],
    [
      "a word with dashes",
      "t<<ghadelimiter_1-2-3\na\nghadelimiter_1-2-3\n",
      { t: "a" },
    ],
    ["a line that only begins like the end", "t<<E\nE1\nE\n", { t: "E1" }],
    ["lines that look like a value", "t<<E\na=1\nE\nb=2\n", {
      t: "a=1",
      b: "2",
    }],
    ["a name with a dot", "my.name=1\n", { "my.name": "1" }],
    ["a value with << in it", "a=1<<2\n", { a: "1<<2" }],
    ["an end with signs", 't<<="E O F\nx\n="E O F\n', { t: "x" }],
  ] as const
) {
  Deno.test(`the file of a step's outputs with ${what}`, () => {
    assert.deepEqual({ ...valuesIn(text).values }, values);
    assert.equal(valuesIn(text).problem, undefined);
  });
}

Deno.test("a name that JavaScript knows is only a name", () => {
  const { values } = valuesIn("constructor=1\n__proto__=2\n");
  assert.deepEqual(Object.entries(values), [["constructor", "1"], [
    "__proto__",
    "2",
  ]]);
});

for (
  const [text, problem] of [
    ["hello there\n", "Invalid format 'hello there'"],
    ["=1\n", "Invalid format '=1'"],
    ["t<<\nx\n", "Invalid format 't<<'"],
    ["t<<END\nx\n", "Invalid value. Matching delimiter not found 'END'"],
    ["a=1\nt<<E\nE \n", "Invalid value. Matching delimiter not found 'E'"],
  ] as const
) {
  Deno.test(`${JSON.stringify(text)} fails the step: ${problem}`, () => {
    assert.equal(valuesIn(text).problem, problem);
  });
}

Deno.test("whatever a step writes in the long form comes back", () => {
  const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/);
  const line = fc.stringMatching(/^[ -~]{0,20}$/);
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.array(line, { minLength: 1, maxLength: 4 })),
      (written) => {
        const end = "ghadelimiter_2d7e-41";
        const text = Object.entries(written).map(([name, lines]) =>
          `${name}<<${end}\n${lines.join("\n")}\n${end}\n`
        ).join("");
        const read = valuesIn(text).values;
        for (const [name, lines] of Object.entries(written)) {
          assert.equal(read[name], lines.join("\n"));
        }
        assert.equal(Object.keys(read).length, Object.keys(written).length);
      },
    ),
  );
});
