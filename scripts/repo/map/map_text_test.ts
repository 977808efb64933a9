import assert from "node:assert/strict";
import { deadExports } from "./dead_exports.ts";
import type { FloorPlan } from "./floor_plan.ts";
import type { Export } from "./imports.ts";
import { isInOrder, mapLines, mapTable } from "./map_text.ts";

const PLAN: FloorPlan = {
  rooms: 15,
  levels: 10,
  arrows: 65,
  backUp: [],
  folderCycles: [],
  imports: 200,
  pastDoors: [],
};

for (
  const [what, change, dead, isFine] of [
    ["as it must be", {}, [], true],
    ["at its bounds", { rooms: 16, levels: 10 }, [], true],
    ["with a room too many", { rooms: 17 }, [], false],
    ["with a level too many", { levels: 11 }, [], false],
    ["with an arrow back up", { backUp: ["lib -> stack"] }, [], false],
    ["with a cycle", { folderCycles: [["a", "b"]] }, [], false],
    ["with an import past a door", { pastDoors: ["a -> b"] }, [], false],
    ["with a dead name", {}, ["a.ts: b"], false],
  ] as const
) {
  Deno.test(`a plan ${what} is in order: ${isFine}`, () => {
    assert.equal(isInOrder({ ...PLAN, ...change }, dead), isFine);
  });
}

Deno.test("a share of doors is never rounded up to all of them", () => {
  const table = mapTable({ ...PLAN, pastDoors: ["a -> b"] });
  assert.match(table, /through a door \| 17 % \| 99 % \| 100 % \|/);
  assert.match(mapTable(PLAN), /through a door \| 17 % \| 100 % \| 100 % \|/);
});

Deno.test("lines name whatever is not in order", () => {
  const lines = mapLines({
    ...PLAN,
    backUp: ["lib -> stack"],
    pastDoors: ["a.ts -> b.ts"],
    folderCycles: [["a", "b"]],
  }, ["c.ts: d"]);
  for (
    const line of [
      "points back up: lib -> stack",
      "reaches past a door: a.ts -> b.ts",
      "cycle: a, b",
      "nothing uses c.ts: d",
      "     1  exported names that nothing uses",
    ]
  ) assert.ok(lines.includes(line), line);
});

function exported(path: string, change: Partial<Export> = {}): Export {
  return { path, name: "a", isType: false, isUsedInside: false, ...change };
}

function imported(to: string, ...names: readonly string[]) {
  return { from: "scripts/x/y/z.ts", to, names, isProcess: false };
}

const FILE = "scripts/stack/dev/a.ts";

for (
  const [what, one, imports, isDead] of [
    ["that no file imports", exported(FILE), [], true],
    ["that a file imports", exported(FILE), [imported(FILE, "a")], false],
    [
      "of which a file imports another",
      exported(FILE),
      [imported(FILE, "b")],
      true,
    ],
    [
      "of a file that is imported whole",
      exported(FILE),
      [imported(FILE, "*")],
      false,
    ],
    ["like one of another file", exported(FILE), [
      imported("scripts/b/b/a.ts", "a"),
    ], true],
    [
      "that only its own file uses",
      exported(FILE, { isUsedInside: true }),
      [],
      true,
    ],
    [
      "of a type that its own file uses",
      exported(FILE, { isType: true, isUsedInside: true }),
      [],
      false,
    ],
    ["of a type that nothing uses", exported(FILE, { isType: true }), [], true],
    ["of a tool", exported("scripts/stack/dev/cli.ts"), [], false],
    ["of a service's start", exported("services/events/main.ts"), [], false],
    ["of a test", exported("scripts/stack/dev/a_test.ts"), [], false],
    ["of a solution", exported("labs/lab11/solution/a.ts"), [], false],
    ["of a lab's variants", exported("labs/lab3/variants.ts"), [], false],
    ["of another file of a lab", exported("labs/lab3/a.ts"), [], true],
  ] as const
) {
  Deno.test(`a name ${what} is ${isDead ? "dead" : "alive"}`, () => {
    assert.deepEqual(
      deadExports([one], imports),
      isDead ? [`${one.path}: a`] : [],
    );
  });
}
