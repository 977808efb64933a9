import assert from "node:assert/strict";
import { documentProblems, isRead } from "./document_prose.ts";

const GOOD = `# Stop payments

The gateway answers with a 503. You see the status with \`curl -i\`.

| Part | Rule |
| --- | --- |
| port | 8080 |

- Start the shop, and buy a ticket.
- Stop payments while customers buy.
`;

Deno.test("plain sentences, tables and bullets have no problem", () => {
  assert.deepEqual(documentProblems(GOOD), []);
});

for (
  const [what, added, line, message] of [
    [
      "a word of the glossary in a paragraph",
      "Nobody takes the call.",
      12,
      /"Nobody"/,
    ],
    ["one in a heading", "## Nobody calls", 12, /"Nobody"/],
    ["one in a cell", "| a |\n| --- |\n| there are none |", 14, /"are none"/],
    ["one over a line's end", "It waits for\never.", 12, /"for\s+ever"/],
    ["a clause as subject", "Who does Task 1 has the project.", 12, /a clause/],
    ["a long sentence", `It is ${"very ".repeat(40)}long.`, 12, /of 43 words/],
    ["fragments", "- Metrics: numbers\n- Logs: text", 12, /2 of 4 items/],
  ] as const
) {
  Deno.test(`a document with ${what} is found, with its line`, () => {
    const problems = documentProblems(`${GOOD}\n${added}\n`);
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", message);
    assert.ok(problems[0]?.startsWith(`line ${line}: `), problems[0]);
  });
}

for (
  const [what, added] of [
    ["a block of code", "```sh\necho nobody shall wait for ever\n```"],
    ["code in a sentence", "The variable `nobody` is empty."],
    ["a quotation", 'A report said: "Nobody was told."'],
    ["a comment", "<!-- lab: by-hand nobody shall -->"],
    ["a long cell", `| a |\n| --- |\n| ${"very ".repeat(40)} |`],
  ] as const
) {
  Deno.test(`${what} is not prose`, () => {
    assert.deepEqual(documentProblems(`${GOOD}\n${added}\n`), []);
  });
}

Deno.test("texts of labs are read, answers of students are not", () => {
  assert.ok(isRead("labs/lab1.md"));
  assert.ok(isRead("labs/lab1/report.md"));
  assert.ok(isRead("monitoring/runbooks/pay-latency.md"));
  assert.ok(!isRead("labs/lab1/solution/submissions/lab1.md"));
});
