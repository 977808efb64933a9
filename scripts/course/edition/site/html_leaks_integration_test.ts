// Runs with -P=test-system
/**
 * The leak check over a website: each kind of leak is planted once.
 */
import assert from "node:assert/strict";
import { htmlLeaks } from "./html_leaks.ts";

const SOLUTION = Array.from({ length: 40 }, (_, i) => `word${i} value${i}`)
  .join(" ");
const BANK = await Deno.readTextFile("lectures/quiz/week6.yaml");

async function leaksOf(page: string): Promise<readonly string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/planted.html`, `<main>${page}</main>`);
    return await htmlLeaks(folder, {
      edition: {
        leaves_out: [],
        tasks_there: {},
        leaves_out_tasks: [],
        generators: [],
        provides: [],
        students_make: [],
        may_be_alike: [],
      },
      answers: {
        solutions: [{ path: "labs/lab1/solution/a.yaml", text: SOLUTION }],
        given: [],
      },
      tasks: new Set(["lab", "dev", "site"]),
      banks: [BANK],
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const explanation = (id: string): string =>
  new RegExp(`id: ${id}\\n[^]*?explanation: "([^"]*)"`).exec(BANK)?.[1] ?? "";

Deno.test("a page without a leak has no problem", async () => {
  const page =
    "<p><code>deno task dev</code> and <code>deno task lab check 3</code></p>" +
    `<p>${explanation("w6-01")}</p>`;
  assert.deepEqual(await leaksOf(page), []);
});

const PLANTED: Readonly<Record<string, readonly [string, RegExp]>> = {
  "a solution": [
    `<pre><code>${SOLUTION.replaceAll(" ", "</span> <span>")}</code></pre>`,
    /runs of words of labs\/lab1\/solution/,
  ],
  "the answer of a graded question": [
    `<details><p>${explanation("w6-02")}</p></details>`,
    /answer of the graded question w6-02/,
  ],
  "a task of instructors": [
    "<pre><code>deno task grade explain ada</code></pre>",
    /students have no `deno task grade explain`/,
  ],
  "a command of instructors": [
    "<p><code>npx -y deno@2.9.6 task lab prove</code></p>",
    /students have no/,
  ],
  "a part for instructors": [
    '<div class="instructors"><p class="label">For instructors</p></div>',
    /part for instructors/,
  ],
};

for (const [what, [page, words]] of Object.entries(PLANTED)) {
  Deno.test(`${what} is found in HTML`, async () => {
    const [problem = ""] = await leaksOf(page);
    assert.match(problem, words);
  });
}
