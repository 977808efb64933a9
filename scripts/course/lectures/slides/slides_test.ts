import assert from "node:assert/strict";
import { marpMarkdown, renderSlides } from "./slides.ts";

const DECK = `# 📌 Lecture 1 — Test

---

## 📍 Slide 1 – 💥 First

- a

<!-- holds: 1 + 1 = 2 -->
<!-- note: say it slowly,
     and twice -->

---

## 📚 Resources
`;

Deno.test("sums are left out, notes are kept in one line, numbers go to the foot", () => {
  const { html, count, notes } = renderSlides(DECK);
  assert.equal(count, 3);
  assert.deepEqual(notes[1], ["say it slowly, and twice"]);
  assert.doesNotMatch(html, /holds:/);
  assert.doesNotMatch(html, /Slide 1 –/);
});

Deno.test("a diagram's code cannot end its element", () => {
  const text = marpMarkdown(
    '```mermaid\nflowchart LR\n  a["</pre>"] --> b\n```\n',
  );
  assert.match(text, /&lt;\/pre&gt;/);
});

Deno.test("the page asks nobody else for anything", () => {
  const [head = ""] = renderSlides(DECK).html.split("<script>");
  assert.doesNotMatch(head, /(?:src|href)="https?:/);
  assert.doesNotMatch(head, /@import url/);
});
