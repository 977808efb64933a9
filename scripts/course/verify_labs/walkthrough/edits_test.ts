import assert from "node:assert/strict";
import { parseText } from "./parse_text.ts";
import { editOf } from "./edits.ts";

const path = "labs/lab7/edits.yaml";
const source = `
a bad version:
  - { file: k8s/gateway.yaml, replace: "five", by: "six" }
`;

Deno.test("an edit is found by its name, and a wrong name is reported", () => {
  assert.deepEqual(editOf(source, { path, name: "a bad version" }), [
    { file: "k8s/gateway.yaml", replace: "five", by: "six" },
  ]);
  assert.throws(
    () => editOf(source, { path, name: "bad" }),
    /no "bad"; it has a bad version/,
  );
  assert.throws(
    () => editOf("x: [{ file: a }]", { path, name: "x" }),
    /Cannot read labs\/lab7\/edits.yaml/,
  );
});

Deno.test("an edit in a text is a block of its own, in its step", () => {
  const { blocks } = parseText(
    "### 7.3 A version\n<!-- lab: edit a bad version -->\n```sh\ntrue\n```\n",
  );
  assert.deepEqual(
    blocks.map(({ step, code, directives }) => [step, code, directives]),
    [["7.3", "", [{ kind: "edit", name: "a bad version" }]], [
      "7.3",
      "true",
      [],
    ]],
  );
});
