import assert from "node:assert/strict";
import { parseDeck, visible } from "./deck.ts";

const TEXT = `# 📌 Lecture 4 — Canary releases

---

## 📍 Slide 1 – 💥 What broke

one

\`\`\`ts ignore source=a.ts
const a = 1;
\`\`\`

### A smaller heading

two

---

## 📍 Slide 2 – 🎯 What to take home

three

## 📚 Resources

1. https://example.com
`;

Deno.test("a deck is a lecture or a reading by its name, with its number", () => {
  const of = (path: string) => {
    const { kind, number } = parseDeck(path, TEXT);
    return [kind, number];
  };
  assert.deepEqual(of("lectures/lec4.md"), ["lecture", 4]);
  assert.deepEqual(of("lectures/lec10.md"), ["lecture", 10]);
  assert.deepEqual(of("lectures/reading11.md"), ["reading", 11]);
});

Deno.test("a section has its title, number, line and all that stands below it", () => {
  const { sections } = parseDeck("lectures/lec4.md", TEXT);
  assert.deepEqual(
    sections.map(({ title, number, line }) => [title, number, line]),
    [["What broke", 1, 5], ["What to take home", 2, 19], [
      "📚 Resources",
      undefined,
      23,
    ]],
  );
  assert.match(
    sections[0]?.text ?? "",
    /^## 📍 Slide 1[^]*### A smaller[^]*two/,
  );
  assert.doesNotMatch(sections[0]?.text ?? "", /three/);
});

Deno.test("a block of code has its language, its words and its line", () => {
  const { fences } = parseDeck("lectures/lec4.md", TEXT);
  assert.deepEqual(
    fences.map(({ language, options, code, line }) => [
      language,
      [...options],
      code,
      line,
    ]),
    [["ts", [["ignore", ""], ["source", "a.ts"]], "const a = 1;", 9]],
  );
});

Deno.test("a deck's title has no mark and no picture, and its lines are counted", () => {
  const { title, lines } = parseDeck("lectures/lec4.md", TEXT);
  assert.equal(title, "Lecture 4 — Canary releases");
  assert.equal(lines, 25);
});

Deno.test("a heading inside a block of code is no section", () => {
  const text = "# T\n\n## A\n\n```md\n## B\n```\n";
  assert.equal(parseDeck("lectures/lec1.md", text).sections.length, 1);
});

Deno.test("a heading that only looks like a slide's is a section by its words", () => {
  const [one] =
    parseDeck("lectures/lec1.md", "# T\n\n## Slide 1 - Budgets\n").sections;
  assert.deepEqual([one?.title, one?.number], ["Slide 1 - Budgets", undefined]);
});

Deno.test("what people see has no comment in it, of one line or of many", () => {
  assert.equal(visible("a<!-- b -->c<!--\nd\n-->e"), "ace");
  assert.equal(visible("a <!-- open"), "a <!-- open");
});
