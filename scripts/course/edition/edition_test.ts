import assert from "node:assert/strict";
import fc from "fast-check";
import file from "./edition.yaml" with { type: "text" };
import { misplaced } from "./check.ts";
import { cohortText, difficulties, type Item } from "./cohort.ts";
import {
  isLeftOut,
  isSolution,
  matches,
  parseEdition,
  unbraced,
} from "./edition.ts";

const EDITION = parseEdition(file);
const RULES = {
  leaves_out: [
    {
      paths: "scripts/{course,e2e}/**",
      except: ["scripts/course/lab/**"],
      solution: false,
      why: "a test",
    },
    { paths: "labs/lab*/solution/**", except: [], solution: true, why: "" },
  ],
};

for (
  const [path, isOut, isAnswer] of [
    ["scripts/course/grade/cli.ts", true, false],
    ["scripts/e2e/crash/cli.ts", true, false],
    ["scripts/course/lab/cli.ts", false, false],
    ["scripts/lib/cli/mod.ts", false, false],
    ["labs/lab3/solution/a/b.yaml", true, true],
    ["labs/lab3/start/a.yaml", false, false],
    ["labs/lab3.md", false, false],
  ] as const
) {
  Deno.test(`${path} ${isOut ? "stays here" : "ships"}${isAnswer ? ", as a solution" : ""}`, () => {
    assert.equal(isLeftOut(RULES, path), isOut);
    assert.equal(isSolution(RULES, path), isAnswer);
  });
}

Deno.test("the edition itself withholds every solution, and ships what students run", () => {
  for (
    const path of [
      "labs/lab5/solution/.github/workflows/ci.yml",
      "scripts/course/grade/cli.ts",
      "scripts/e2e/crash/cli.ts",
    ]
  ) assert.ok(isLeftOut(EDITION, path), path);
  assert.ok(isSolution(EDITION, "labs/lab5/solution/a.ts"));
  for (
    const path of [
      "scripts/course/lab/cli.ts",
      "services/gateway/main.ts",
      "labs/lab5.md",
      "labs/lab5/check.ts",
    ]
  ) assert.ok(!isLeftOut(EDITION, path), path);
});

for (
  const [what, text] of [
    ["nothing", ""],
    ["a word that it does not know", `${file}\ncolour: red\n`],
    ["a lab 13", file.replace(/labs: \[\d+/, "labs: [13")],
    ["no tasks", file.replace(/^leaves_out_tasks:/m, "left_tasks:")],
  ] as const
) {
  Deno.test(`an edition with ${what} is refused with its file`, () => {
    assert.throws(
      () => parseEdition(text),
      /Cannot read scripts\/course\/edition\/edition\.yaml/,
    );
  });
}

Deno.test("braces stand for each of their words, in every place", () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(fc.property(words, words, (a, b) => {
    const glob = `x/{${a.join(",")}}/*.{${b.join(",")}}`;
    assert.equal(unbraced(glob).length, a.length * b.length);
    for (const one of a) {
      for (const two of b) assert.ok(matches(glob, `x/${one}/y.${two}`));
    }
    assert.ok(!matches(glob, "x/other/y.z"));
  }));
});

Deno.test("a workflow of the edition's own is not misplaced, another's file is", () => {
  const rules = {
    ...EDITION,
    leaves_out: [
      ...RULES.leaves_out,
      { paths: ".github/**", except: [], solution: false, why: "" },
    ],
  };
  assert.deepEqual(
    misplaced([
      ".github/workflows/ci.yml",
      ".github/CODEOWNERS",
      "labs/lab3/solution/a.yaml",
      "labs/lab3.md",
    ], rules),
    [
      ".github/CODEOWNERS must not be there",
      "labs/lab3/solution/a.yaml must not be there",
    ],
  );
});

const item = fc.record({
  lab: fc.integer({ min: 1, max: 3 }),
  id: fc.constantFrom("1", "2"),
  title: fc.constant("t"),
  verdict: fc.constantFrom("pass" as const, "fail" as const),
  attempts: fc.integer({ min: 1, max: 9 }),
  student: fc.constantFrom("ada", "bob", "eve"),
});

Deno.test("each check is listed once, the hardest first, whatever the order of bundles", () => {
  fc.assert(fc.property(fc.array(item), (items: readonly Item[]) => {
    const all = difficulties(items);
    const keys = new Set(items.map(({ lab, id }) => `${lab} ${id}`));
    assert.equal(all.length, keys.size);
    all.forEach((one, i) => {
      assert.ok(one.passed >= 0 && one.passed <= 1);
      assert.ok(one.attempts <= one.mostAttempts);
      assert.ok(one.passed <= (all[i + 1]?.passed ?? 1));
    });
    const key = ({ lab, id }: { readonly lab: number; readonly id: string }) =>
      `${lab} ${id}`;
    const turned = difficulties(items.toReversed());
    const sorted = (some: typeof all) =>
      some.toSorted((a, b) => key(a) < key(b) ? -1 : 1);
    assert.deepEqual(sorted(turned), sorted(all));
  }));
});

Deno.test("a table of a cohort has a line for each check, its figures under their names", () => {
  const [head = "", line = ""] = cohortText([{
    lab: 3,
    id: "3.6",
    title: "the budget",
    students: 12,
    passed: 0.25,
    attempts: 4,
    mostAttempts: 31,
  }]).split("\n");
  assert.equal(line, "  25 %        4 (31)        12  Lab 3, 3.6 the budget");
  assert.equal(head.indexOf("check"), line.indexOf("Lab 3"));
  assert.equal(cohortText([]).split("\n").length, 1);
});
