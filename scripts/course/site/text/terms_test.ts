import assert from "node:assert/strict";
import { isLinked, termsIn } from "./terms.ts";

const terms = (text: string) => termsIn([{ path: "lectures/lec1.md", text }]);

Deno.test("a sentence that begins with a bold term explains it", () => {
  const [found] = terms(
    "## Slide\n\n- The **burn rate** is a\n  share [3]. It grows.\n",
  );
  assert.equal(found?.term, "burn rate");
  assert.equal(found?.meaning, "The **burn rate** is a share.");
  assert.equal(found?.place, "Slide");
});

Deno.test("a short form in brackets is known, too", () => {
  const [found] = terms("A **service level objective** (SLO) is a target.\n");
  assert.equal(found?.short, "SLO");
});

Deno.test("the first explanation counts, and terms are sorted", () => {
  const found = terms(
    "A **pod** is one.\n\nA **pod** is two.\n\nA **label** is x.\n",
  );
  assert.deepEqual(found.map(({ term }) => term), ["label", "pod"]);
  assert.match(found[1]?.meaning ?? "", /one/);
});

for (
  const text of [
    "It is **bold** is not how a sentence begins.\n",
    "A **retry** is also a risk.\n",
    "```md\nA **pod** is code.\n```\n",
    "<!-- note: A **pod** is said aloud. -->\n",
    "| A **pod** is a cell. |\n",
  ]
) {
  Deno.test(`no term: ${text.trim().slice(0, 30)}`, () => {
    assert.deepEqual(terms(text), []);
  });
}

Deno.test("a word that means many things is explained, and not linked", () => {
  assert.equal(isLinked({ id: "request" }), false);
  assert.equal(isLinked({ id: "burn-rate" }), true);
});
