import assert from "node:assert/strict";
import { cyclesIn, longestChain } from "./graph.ts";
import { exportsOf, importsOf } from "./imports.ts";
import { isInOrder } from "./map_text.ts";
import { measure } from "./measure.ts";

Deno.test("cycles are groups that reach each other; a chain counts nodes", () => {
  const arrows = [
    ["a", "b"],
    ["b", "c"],
    ["c", "b"],
    ["c", "d"],
    ["d", "d"],
    ["x", "d"],
  ] as const;
  assert.deepEqual(cyclesIn(arrows), [["b", "c"]]);
  // a, then b and c as one, then d.
  assert.equal(longestChain(arrows), 3);
  assert.equal(longestChain([["a", "b"], ["b", "c"], ["a", "c"]]), 3);
  assert.equal(longestChain([]), 0);
});

Deno.test("every form of an import is read, a package is not one", () => {
  const text = [
    'import { a, type B as C } from "./one.ts";',
    'import type { D } from "../two.ts";',
    'import tool from "./three.ts";',
    'export * from "./four.ts";',
    "export {",
    "  e,",
    '} from "./five.ts";',
    'import "./six.ts";',
    'const late = await import("./seven.ts");',
    'const program = new URL("./eight.ts", import.meta.url);',
    'import { z } from "zod";',
  ].join("\n");
  assert.deepEqual(
    importsOf({ path: "scripts/lib/a/a.ts", text }).map(
      ({ to, names, isProcess }) => [to, names.join(), isProcess],
    ).toSorted(),
    [
      ["scripts/lib/a/eight.ts", "*", true],
      ["scripts/lib/a/five.ts", "e", false],
      ["scripts/lib/a/four.ts", "*", false],
      ["scripts/lib/a/one.ts", "a,B", false],
      ["scripts/lib/a/seven.ts", "*", false],
      ["scripts/lib/a/six.ts", "", false],
      ["scripts/lib/a/three.ts", "default", false],
      ["scripts/lib/two.ts", "D", false],
    ],
  );
});

Deno.test("a solution imports from the place where it is laid", () => {
  const [found] = importsOf({
    path: "labs/lab11/solution/services/notifications/app.ts",
    text: 'import { a } from "../shared/mod.ts";',
  });
  assert.equal(found?.to, "services/shared/mod.ts");
});

Deno.test("exports are known by name, and by whether the file uses them", () => {
  const text = "export function a() {\n  return { ...b(), c: x.c };\n}\n" +
    "export async function b() {}\nexport const c = 1;\n" +
    'export { type D, e as f } from "./d.ts";\n';
  assert.deepEqual(
    exportsOf({ path: "a.ts", text })
      .map(({ name, isUsedInside }) => [name, isUsedInside]),
    [["a", false], ["b", true], ["c", true], ["f", false]],
  );
});

const FILES = [
  { path: "scripts/lib/cli/mod.ts", text: 'export { a } from "./a.ts";' },
  { path: "scripts/lib/cli/a.ts", text: "export const a = 1;" },
  {
    path: "scripts/stack/dev/cli.ts",
    text: 'import { a } from "../../lib/cli/mod.ts";\nimport "./b.ts";',
  },
  { path: "scripts/stack/dev/b.ts", text: "export {};" },
];

Deno.test("a house in order has rooms, an arrow and nothing else to say", () => {
  const { plan, dead } = measure(FILES);
  assert.deepEqual(
    [plan.rooms, plan.levels, plan.arrows, plan.imports],
    [2, 2, 1, 1],
  );
  assert.ok(isInOrder(plan, dead), JSON.stringify({ plan, dead }));
});

for (
  const [what, path, text, of] of [
    [
      "an arrow back up",
      "scripts/lib/cli/c.ts",
      'import "../../stack/dev/mod.ts";',
      "backUp",
    ],
    [
      "an import past the door",
      "scripts/stack/dev/c.ts",
      'import { a } from "../../lib/cli/a.ts";',
      "pastDoors",
    ],
    [
      "a cycle of folders inside a wing",
      "scripts/lib/text/c.ts",
      'import "../cli/a.ts";',
      "folderCycles",
    ],
    [
      "a name that nothing uses",
      "scripts/lib/cli/c.ts",
      "export const z = 1;",
      "dead",
    ],
  ] as const
) {
  Deno.test(`${what} is found, and named`, () => {
    const back = {
      path: "scripts/lib/cli/d.ts",
      text: 'import "../text/c.ts";',
    };
    const { plan, dead } = measure([...FILES, back, { path, text }]);
    assert.equal({ ...plan, dead }[of].length, 1, JSON.stringify(plan));
    assert.ok(!isInOrder(plan, dead));
  });
}

Deno.test("a test may look into any room", () => {
  const test = {
    path: "scripts/stack/dev/c_test.ts",
    text: 'import { a } from "../../lib/cli/a.ts";',
  };
  const { plan } = measure([...FILES, test]);
  assert.deepEqual(plan.pastDoors, []);
});
