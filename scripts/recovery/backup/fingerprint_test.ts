import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differences,
  type Fingerprint,
  type SequencePosition,
  type TableSum,
} from "./fingerprint.ts";

function table(name: string, rows = 1, checksum = "7"): TableSum {
  return { name, rows, checksum, method: "record" };
}

function print(
  tables: readonly TableSum[],
  structure: readonly string[] = [],
): Fingerprint {
  return { tables: [...tables], structure: [...structure], sequences: [] };
}

const tables = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("public.a", "public.b", "public.c"),
    rows: fc.nat(5),
    checksum: fc.constantFrom("-1", "0", "1"),
    method: fc.constantFrom("record" as const, "text" as const),
  }),
  { selector: ({ name }) => name },
);

const prints = fc.record({
  tables,
  structure: fc.uniqueArray(fc.constantFrom("column a", "column b", "index c")),
  sequences: fc.constant<SequencePosition[]>([]),
});

Deno.test("a database does not differ from itself, in whatever order it is listed", () => {
  fc.assert(fc.property(prints, (one) => {
    const turned = {
      tables: one.tables.toReversed(),
      structure: one.structure.toReversed(),
      sequences: [],
    };
    assert.deepEqual(differences(one, turned), { structure: [], volume: [] });
  }));
});

Deno.test("databases without a difference have the same tables, rows and structure", () => {
  fc.assert(fc.property(prints, prints, (wanted, found) => {
    const { structure, volume } = differences(wanted, found);
    const isSame = wanted.tables.every((one) =>
      found.tables.some(({ name, rows, checksum }) =>
        name === one.name && rows === one.rows && checksum === one.checksum
      )
    );
    assert.equal(volume.length === 0, isSame);
    assert.equal(
      structure.length === 0,
      wanted.structure.toSorted().join() === found.structure.toSorted().join(),
    );
  }));
});

for (
  const [rule, isAscending, position, at, words] of [
    ["stands where it stood", true, "7", "7", undefined],
    ["went on while the dump was taken", true, "7", "9", undefined],
    ["stands behind", true, "7", "6", /s stands at 6, must be at 7/],
    ["begins anew", true, "7", null, /s stands at its start, must be at 7/],
    ["counts down and went on", false, "-7", "-9", undefined],
    ["counts down and stands behind", false, "-7", "-6", /s stands at -6/],
    ["was never used", true, null, null, undefined],
    [
      "has more digits than a number",
      true,
      "9007199254740993",
      "9007199254740992",
      /must be at 9007199254740993/,
    ],
  ] as const
) {
  Deno.test(`a sequence that ${rule} is ${words === undefined ? "right" : "named"}`, () => {
    const one = { name: "s", isAscending };
    const { volume } = differences(
      { ...print([]), sequences: [{ ...one, position }] },
      { ...print([]), sequences: [{ ...one, position: at }] },
    );
    assert.equal(volume.length, words === undefined ? 0 : 1);
    if (words !== undefined) assert.match(volume.join(), words);
  });
}

const CASES: readonly (readonly [string, readonly TableSum[], string[]])[] = [
  [
    "a table that is missing is named, with what it held",
    [],
    ["public.orders is missing, with 3 rows"],
  ],
  [
    "another number of rows is reported with both numbers",
    [table("public.orders", 2)],
    ["public.orders has 2 rows, must be 3"],
  ],
  [
    "as many rows with another sum are other rows",
    [table("public.orders", 3, "8")],
    ["public.orders has 3 rows, but not the same ones"],
  ],
  [
    "a table that the backup does not have is the structure's business",
    [table("public.orders", 3), table("public.more")],
    [],
  ],
];

for (const [rule, found, volume] of CASES) {
  Deno.test(`comparing a restore: ${rule}`, () => {
    const wanted = print([table("public.orders", 3)]);
    assert.deepEqual(differences(wanted, print(found)).volume, volume);
  });
}

Deno.test("comparing a restore: structure is reported as missing, or as too much", () => {
  const wanted = print([], ["column a int", "index i"]);
  const found = print([], ["column a bigint", "index i"]);
  assert.deepEqual(differences(wanted, found).structure, [
    "missing: column a int",
    "not in the backup: column a bigint",
  ]);
});
