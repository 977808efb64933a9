import assert from "node:assert/strict";
import fc from "fast-check";
import { arithmeticProblems, valueOf } from "./arithmetic.ts";
import { parseDeck } from "./deck.ts";

function problems(...sections: readonly string[]): readonly string[] {
  const body = sections.map((text, i) => `## Part ${i}\n\n${text}\n`).join(
    "\n",
  );
  return arithmeticProblems(parseDeck("lectures/lec4.md", `# T\n\n${body}`));
}

for (
  const [sum, value] of [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["2 ^ 10", 1024],
    ["2 ^ 3 ^ 2", 512],
    ["-2 + 1", -1],
    ["-(2 + 1)", -3],
    ["7 / 2", 3.5],
    ["1 - 0.999", 1 - 0.999],
    ["0.5", 0.5],
    ["1 / 0", Infinity],
    ["", undefined],
    ["1 +", undefined],
    ["1 % 2", undefined],
    ["a + 1", undefined],
    ["'1' + 1", undefined],
    ["Math.PI", undefined],
    ["f(1)", undefined],
    ["[1][0]", undefined],
    ["1 < 2", undefined],
    ["+1", undefined],
    ["true", undefined],
  ] as const
) {
  Deno.test(`the sum ${JSON.stringify(sum)} is ${value ?? "none"}`, () => {
    assert.equal(valueOf(sum), value);
  });
}

Deno.test("sums of whole numbers are those of the language", () => {
  const part = fc.integer({ min: 0, max: 1000 });
  const operator = fc.constantFrom("+", "-", "*");
  fc.assert(
    fc.property(part, operator, part, operator, part, (a, f, b, g, c) => {
      const apply = (x: number, how: string, y: number): number =>
        how === "+" ? x + y : how === "-" ? x - y : x * y;
      const expected = g === "*" && f !== "*"
        ? apply(a, f, b * c)
        : apply(apply(a, f, b), g, c);
      assert.equal(valueOf(`${a} ${f} ${b} ${g} ${c}`), expected);
    }),
  );
});

for (
  const [what, shown, told, isFine] of [
    ["the same digits", "43.2 minutes", "43.2", true],
    ["a comma for thousands", "6,652,800 seconds", "6652800", true],
    ["the end of a sentence", "It is 42.", "42", true],
    ["a percent sign", "99.9%", "99.9", true],
    ["more digits behind it", "43.25 minutes", "43.2", false],
    ["a fraction behind a whole number", "42.5 minutes", "42", false],
    ["more digits before it", "143.2 minutes", "43.2", false],
    ["the fraction of another number", "1.42 minutes", "42", false],
    ["nothing", "minutes", "42", false],
  ] as const
) {
  Deno.test(`a text that shows ${what} shows the result: ${isFine}`, () => {
    const found = problems(`${shown}\n\n<!-- holds: ${told} = ${told} -->`);
    if (isFine) return assert.deepEqual(found, []);
    assert.match(found.join(), /the section does not show/);
  });
}

for (
  const [told, isFine] of [
    ["0.33", true],
    ["0.333", true],
    ["0.34", false],
    ["0.3", true],
    ["0", true],
    ["1", false],
  ] as const
) {
  Deno.test(`a third may be written as ${told}: ${isFine}`, () => {
    const found = problems(`${told}\n\n<!-- holds: 1 / 3 = ${told} -->`);
    assert.equal(found.length === 0, isFine, found.join());
  });
}

Deno.test("a result must be shown in the section of its sum, and outside comments", () => {
  const sum = "<!-- holds: 40 + 2 = 42 -->";
  assert.equal(problems("42", sum).length, 1);
  assert.equal(problems(`<!-- 42 -->\n${sum}`).length, 1);
  assert.deepEqual(problems("1", `42\n${sum}`), []);
});

Deno.test("each sum of a section is reported with the line of its section", () => {
  const found = problems(
    "1",
    "2 <!-- holds: 1 + 1 = 3 -->\n3 <!-- holds: x = 3 -->",
  );
  assert.deepEqual(found, [
    "line 7: 1 + 1 = 3: it is 2",
    "line 7: x = 3: cannot be computed",
  ]);
});
