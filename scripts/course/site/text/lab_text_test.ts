import assert from "node:assert/strict";
import type { Check, Lab } from "../../../checks/mod.ts";
import { labBody } from "./lab_text.ts";

const check = (id: string): Check => ({
  id,
  task: 1,
  title: `title of ${id} & more`,
  hints: ["look at `a`", "look < closer"],
  measures: `measures ${id}`,
  catches: ["a wrong way"],
  run: () => Promise.reject(new Error("not in a test")),
});

const LAB: Lab = {
  lab: 3,
  title: "Test",
  tasks: [],
  checks: [check("3.1"), check("B.1")],
  questions: [],
  deliverables: [],
};

const TEXT = `# Lab 3

## Task 1

### 3.1 First

Do it.

<!-- lab: expect /x/ -->
\`\`\`sh
echo '<!-- this stays -->'
\`\`\`

<details><summary>Hints for Task 1</summary>

- Of the task.

</details>

## Bonus

### B.1 More

Text.

<!-- for instructors -->
Secret of instructors.
<!-- /for instructors -->

## Acceptance

The end.
`;

Deno.test("a step folds from its heading to the next one", () => {
  const body = labBody(TEXT, LAB, "student");
  const [, step = ""] = /data-step="3\.1">([^]*?)<\/aside>/.exec(body) ?? [];
  assert.match(step, /### 3\.1 First[^]*Do it\./);
  assert.doesNotMatch(step, /Of the task/);
  assert.match(body, /<\/details>[^]*## Acceptance/);
});

Deno.test("marks for machines go, and code keeps what looks like one", () => {
  const body = labBody(TEXT, LAB, "student");
  assert.doesNotMatch(body, /lab: expect/);
  assert.match(body, /echo '<!-- this stays -->'/);
});

Deno.test("a step has its check and its hints, safe as HTML", () => {
  const body = labBody(TEXT, LAB, "student");
  assert.match(body, /data-check="B\.1"[^]*title of B\.1 &amp; more/);
  assert.match(body, /Hint 1 of 2[^]*look at <code>a<\/code>/);
  assert.match(body, /look &lt; closer/);
});

Deno.test("only instructors read what a check is meant to catch", () => {
  assert.match(labBody(TEXT, LAB, "instructor"), /a wrong way/);
  assert.doesNotMatch(labBody(TEXT, LAB, "student"), /a wrong way/);
  assert.match(labBody(TEXT, LAB, "student"), /measures 3\.1/);
});
