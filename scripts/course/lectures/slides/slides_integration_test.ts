// Runs with -P=test-system
import assert from "node:assert/strict";
import { marpMarkdown } from "./marp_markdown.ts";
import { renderSlides } from "./slides.ts";

const DECK = `# 📌 Lecture 1 — Test

---

## 📍 Slide 1 – 💥 First

- a
  b

> 🤔 Why?

![a falling line](charts/line.svg)

<!-- holds: 1 + 1 = 2 -->
<!-- note: say it slowly,
     and twice -->

---

## 📚 Resources
`;

const readChart = (path: string) =>
  path === "charts/line.svg" ? "<svg>\n\n<path/></svg>" : undefined;
const { html, count, notes } = await renderSlides(DECK, readChart);
/** Only the slides: a failed comparison should not print the libraries. */
const [, body = ""] = /<main([^]*)<\/main>/.exec(html) ?? [];

Deno.test("sums are left out, notes are kept in one line, numbers go to the foot", () => {
  assert.equal(count, 3);
  assert.deepEqual(notes[1], ["say it slowly, and twice"]);
  assert.doesNotMatch(body, /holds:/);
  assert.doesNotMatch(body, /Slide 1 –/);
});

Deno.test("no mark needs a font with pictures, and its meaning stays", () => {
  assert.doesNotMatch(body, /\p{Extended_Pictographic}/u);
  assert.match(body, /<strong>Think about it\.<\/strong> Why\?/);
});

Deno.test("a line that is wrapped in the file is not wrapped on the slide", () => {
  assert.match(body, /<li>a\nb<\/li>/);
});

Deno.test("a chart is part of the page and has its words", () => {
  assert.match(
    body,
    /<figure role="img" aria-label="a falling line"><svg> <path ?\/?>/,
  );
});

Deno.test("the notes stand behind their own slide for the paper form", () => {
  assert.match(
    body,
    /First[^]*<\/svg><div class="print-notes"><p>say it slowly, and twice<\/p><\/div>/,
  );
});

Deno.test("a diagram's code cannot end its element", () => {
  const text = marpMarkdown(
    '```mermaid\nflowchart LR\n  a["</pre>"] --> b\n```\n',
    "Test",
    readChart,
  );
  assert.match(text, /&lt;\/pre&gt;/);
});

Deno.test("the page loads nothing from another server", () => {
  const [head = ""] = html.split("<script>");
  assert.doesNotMatch(head, /(?:src|href)="https?:/);
  assert.doesNotMatch(head, /@import url/);
});
