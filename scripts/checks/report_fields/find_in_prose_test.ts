import assert from "node:assert/strict";
import { blocksOf } from "./blocks.ts";
import { candidatesFor, itemsFor, within } from "./find_in_prose.ts";

function found(
  markdown: string,
  label = /budget/i,
  hasPlace = false,
): readonly string[] {
  return candidatesFor(blocksOf(markdown), [label], hasPlace)
    .map(({ text }) => text.trim());
}

function first(markdown: string, label = /budget/i): string | undefined {
  return found(markdown, label)[0];
}

const TABLE = (head: string, row: string) =>
  `| ${head} |\n|${" --- |".repeat(head.split("|").length)}\n| ${row} |\n`;

for (
  const value of [
    "Value",
    "Measured",
    "Result",
    "Wert",
    "Ergebnis",
    "Значение",
    "Результат",
    "**Value** (min)",
  ]
) {
  Deno.test(`a column called ${value} has the values, whatever stands before it`, () => {
    const table = TABLE(`What | Note | ${value}`, "Budget | of 30 days | 50.4");
    assert.equal(first(table)?.replace(" min", ""), "50.4");
  });
}

for (
  const [what, markdown, value] of [
    ["behind a colon", "Budget: 50.4 min", "50.4 min"],
    ["behind a word and a colon", "The budget in minutes: 50.4", "50.4"],
    ["behind an equals sign", "budget = 50.4", "50.4"],
    ["behind an arrow", "budget → 50.4", "50.4"],
    ["behind an explanation", "Budget (30 days): 50.4", "50.4"],
    ["in an item", "- **Budget**: 50.4", "50.4"],
    ["below a heading", "### The budget\n\n50.4 min\n", "50.4 min"],
    ["before its name in a sentence", "We have 50.4 min budget.", "50.4 min"],
    ["behind its name in a sentence", "The budget is 50.4 min", "is 50.4 min"],
    ["beside its name in a row", TABLE("A | B", "Budget | 50.4"), "50.4"],
    ["below its name in a heading", TABLE("A | Budget", "x | 50.4"), "50.4"],
    ["in the second line of a paragraph", "words\nBudget: 50.4\n", "50.4"],
  ] as const
) {
  Deno.test(`a value is found ${what}`, () => {
    assert.equal(first(markdown), value);
  });
}

Deno.test("a table is believed before a line, a line before a sentence", () => {
  const sentence = "The budget is 1 h.\n\n";
  const line = "Budget: 2 h\n\n";
  const table = TABLE("What | Value", "Budget | 3 h");
  assert.equal(first(sentence), "is 1 h.");
  assert.equal(first(sentence + line), "2 h");
  assert.equal(first(sentence + line + table), "3 h");
});

Deno.test("an empty place is no place, and is not replaced by a sentence elsewhere", () => {
  assert.deepEqual(found("Budget: ...\n\nA budget of 5 h is common.\n"), []);
  assert.deepEqual(found("Budget: TBD\n"), []);
  assert.deepEqual(found("A budget of 5 h is common.\n", /budget/i, true), []);
});

Deno.test("what is not there is not found", () => {
  assert.deepEqual(found("# Report\n\nNothing of it.\n"), []);
  assert.deepEqual(found(""), []);
});

Deno.test("a part of a report is looked at alone, and all of it when there is none", () => {
  const blocks = blocksOf("## 3.6 A\n\nBudget: 1\n\n## 3.7 B\n\nBudget: 2\n");
  const texts = (section: RegExp | undefined) =>
    candidatesFor(within(blocks, section), [/budget/i], false)
      .map(({ text, line }) => [text, line]);
  assert.deepEqual(texts(/^3\.7/), [["2", 7]]);
  assert.deepEqual(texts(/^9/), [["1", 3], ["2", 7]]);
  assert.deepEqual(texts(undefined), [["1", 3], ["2", 7]]);
});

Deno.test("a list belongs to the heading or the label above it, and to no other", () => {
  const blocks = blocksOf(
    "## Causes\n\nThey are:\n\n- one\n- two\n\n## Actions\n\nNone.\n",
  );
  assert.deepEqual(itemsFor(blocks, [/causes/i])?.items, ["one", "two"]);
  assert.deepEqual(itemsFor(blocks, [/they are/i])?.items, ["one", "two"]);
  assert.equal(itemsFor(blocks, [/actions/i]), undefined);
  assert.equal(itemsFor(blocks, [/effects/i]), undefined);
});
