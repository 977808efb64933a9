import assert from "node:assert/strict";
import { leaksIn } from "./leaks.ts";

const solution = {
  path: "labs/lab3/solution/rules.yml",
  text: Array.from(
    { length: 8 },
    (_, n) => `  - record: gateway:sli_number_${n}:ratio_rate5m`,
  ).join("\n"),
};
const none = { may_be_alike: [] };

Deno.test("a solution under another name is found by its lines, in any order", () => {
  const lines = solution.text.split("\n");
  const text = ["Some notes", ...lines.toReversed()].join("\n");
  const [leak] = leaksIn([{ path: "notes.md", text }], [solution], [], none);
  assert.deepEqual([leak?.path, leak?.found], ["notes.md", 8]);
});

Deno.test("half of it is found, a quoted line is not", () => {
  const lines = solution.text.split("\n");
  const file = (count: number) => ({
    path: "a.md",
    text: lines.slice(0, count).join("\n"),
  });
  assert.equal(leaksIn([file(4)], [solution], [], none).length, 1);
  assert.equal(leaksIn([file(1)], [solution], [], none).length, 0);
});

Deno.test("what was given from the start tells nothing", () => {
  const files = [{ path: "a.yml", text: solution.text }];
  const given = [{ path: "start.yml", text: solution.text }];
  assert.deepEqual(leaksIn(files, [solution], given, none), []);
});

Deno.test("files that may be alike are named, by pattern", () => {
  const files = [{ path: "docs/a.md", text: solution.text }];
  const edition = { may_be_alike: [{ path: "docs/*.md", why: "a test" }] };
  assert.deepEqual(leaksIn(files, [solution], [], edition), []);
});
