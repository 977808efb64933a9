import assert from "node:assert/strict";
import { claimProblems, parseClaims } from "./claims.ts";
import { parseDeck } from "./deck.ts";

const deck = (text: string) =>
  parseDeck(
    "lectures/lec1.md",
    `# 📌 Lecture 1 — T\n\nWeek 1 of 10.\n\n## 📍 Slide 1 – 💥 T\n\n${text}\n\n## 📚 Resources\n\n1. A, 2016\n`,
  );

const claim = (words: string, file = "lectures/lec1.md") => ({
  file,
  claim: words,
  kind: "number" as const,
  source: "a book",
  checked: "read",
});

Deno.test("a figure in a claim is covered, whatever marks stand between", () => {
  assert.deepEqual(
    claimProblems(deck("It crashed **8.5 million**\nhosts."), [
      claim("It crashed 8.5 million hosts."),
    ]),
    [],
  );
});

Deno.test("a figure in no claim is found with its place", () => {
  const found = claimProblems(deck("It took 78 minutes."), []);
  assert.equal(found.length, 1);
  assert.match(
    found[0] ?? "",
    /line 5: "78" stands in no claim: … .*It took 78/,
  );
});

Deno.test("a claim of another file covers nothing", () => {
  assert.equal(
    claimProblems(deck("It took 78 minutes."), [
      claim("It took 78 minutes.", "lectures/lec2.md"),
    ]).length,
    1,
  );
});

Deno.test("a claim that the text no longer makes is found", () => {
  assert.match(
    claimProblems(deck("It took long."), [claim("It took 78 minutes.")])[0] ??
      "",
    /which the text does not/,
  );
});

Deno.test("sums, names and code claim nothing", () => {
  assert.deepEqual(
    claimProblems(
      deck(
        "In Labs 3, 6 and 10 the budget is 50.4 minutes.\n\n<!-- holds: 7 * 24 * 60 * 0.005 = 50.4 -->\n\n```sh\nsleep 30 s\n```",
      ),
      [],
    ),
    [],
  );
});

Deno.test("a file that is no list of claims is refused with the place", () => {
  const text =
    "- { file: a, claim: b c d, kind: rumour, source: me, checked: yes it is }";
  assert.match(String(parseClaims(text)), /claim 1: kind/);
});
