import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { NEEDS, parseMutants } from "./mutants.ts";

const PATH = "labs/lab4/mutants.yaml";

function parse(mutants: string, variants = "[]") {
  return parseMutants(
    `needs_default: files\nmutants: ${mutants}\nvariants: ${variants}\n`,
    PATH,
  );
}

for (
  const [what, words, changes] of [
    ["a text that is replaced", "file: a, replace: x, by: y", [
      { file: "a", replace: "x", by: "y" },
    ]],
    ["a text that is taken away", 'file: a, replace: x, by: ""', [
      { file: "a", replace: "x", by: "" },
    ]],
    ["a file that is written", "file: a, content: x", [
      { file: "a", content: "x" },
    ]],
    ["a file that is deleted", "delete: a", [{ delete: "a" }]],
    ["a file that is renamed", "rename: { from: a, to: b }", [
      { rename: { from: "a", to: "b" } },
    ]],
    ["many changes", "changes: [{ delete: a }, { delete: b }]", [
      { delete: "a" },
      { delete: "b" },
    ]],
    ["commands alone", "run: kubectl apply -f k8s", []],
    ["no change at all", "changes: []", []],
  ] as const
) {
  Deno.test(`a mutant may be ${what}`, () => {
    const [one] = parse(`[{ name: m, caught_by: "4.6", ${words} }]`);
    assert.deepEqual(one?.changes, changes);
  });
}

for (
  const [what, words] of [
    ["nothing to change", ""],
    ["a replacement without what it replaces", ", file: a, by: y"],
    ["an empty text to replace", ', file: a, replace: "", by: y'],
    ["two kinds of changes at once", ", file: a, content: x, delete: b"],
    ["a word that means nothing", ", run: ls, colour: red"],
  ] as const
) {
  Deno.test(`a mutant with ${what} is refused by its name`, () => {
    assert.throws(
      () => parse(`[{ name: the bad one, caught_by: "4.6"${words} }]`),
      (error) =>
        error instanceof CouldNotRun && error.message.includes(PATH) &&
        /the bad one must have file, replace and by/.test(error.message),
    );
  });
}

for (
  const [what, text] of [
    ["no default of what is needed", "mutants: []\nvariants: []\n"],
    ["a need that there is not", "needs_default: luck\nmutants: []\n"],
    [
      "a mutant that no check catches",
      "needs_default: files\nmutants: [{ name: m, delete: a }]\nvariants: []\n",
    ],
    ["no list", "needs_default: files\nmutants: 1\nvariants: []\n"],
    ["a part that there is not", "needs_default: files\nmutant: []\n"],
  ] as const
) {
  Deno.test(`a file with ${what} is refused with its path`, () => {
    assert.throws(
      () => parseMutants(text, PATH),
      /Cannot read labs\/lab4\/mutants\.yaml/,
    );
  });
}

Deno.test("a mutant is evaluated by the check that must catch it, and by no other", () => {
  const [mutant] = parse(
    '[{ name: m, caught_by: "4.6", delete: a, checks: ["4.1"] }]',
  );
  assert.equal(mutant?.caughtBy, "4.6");
  assert.deepEqual(mutant?.steps, ["4.6"]);
});

Deno.test("a variant is evaluated by all checks, or by those that it names", () => {
  const all = parse(
    "[]",
    '[{ name: a, delete: x }, { name: b, delete: x, checks: ["4.1", "4.2"] }]',
  );
  assert.deepEqual(all.map(({ caughtBy }) => caughtBy), [undefined, undefined]);
  assert.deepEqual(all.map(({ steps }) => steps), [undefined, ["4.1", "4.2"]]);
});

Deno.test("what is needed is said once for all, or for one", () => {
  const all = NEEDS.map((needs) =>
    `{ name: ${needs}, caught_by: "4.6", delete: a, needs: ${needs} }`
  );
  const read = parse(
    `[{ name: files, caught_by: "4.6", delete: a }, ${all.join(", ")}]`,
  );
  for (const { name, needs } of read) assert.equal(needs, name);
  assert.equal(read.length, NEEDS.length + 1);
});

Deno.test("mutants stand before variants, each with its commands", () => {
  const all = parse(
    '[{ name: m, caught_by: "4.6", run: apply, undo: back }]',
    "[{ name: v, delete: a }]",
  );
  assert.deepEqual(
    all.map(({ name, run, undo }) => [name, run, undo]),
    [["m", "apply", "back"], ["v", undefined, undefined]],
  );
});
