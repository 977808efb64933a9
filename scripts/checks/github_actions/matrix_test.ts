import assert from "node:assert/strict";
import fc from "fast-check";
import { matrixProblem, rowsOf } from "./matrix.ts";

for (
  const [what, matrix, rows] of [
    ["no matrix", undefined, [{}]],
    ["a text that was not evaluated", "${{ x }}", [{}]],
    ["an empty matrix", {}, []],
    ["one axis", { os: ["a", "b"] }, [{ os: "a" }, { os: "b" }]],
    ["an axis with one value and no list", { os: "a" }, [{ os: "a" }]],
    ["an axis without values", { os: [] }, []],
    ["two axes", { os: ["a", "b"], v: [1, 2] }, [
      { os: "a", v: 1 },
      { os: "a", v: 2 },
      { os: "b", v: 1 },
      { os: "b", v: 2 },
    ]],
    ["an excluded pair", {
      os: ["a", "b"],
      v: [1, 2],
      exclude: [{ os: "a", v: 2 }],
    }, [{ os: "a", v: 1 }, { os: "b", v: 1 }, { os: "b", v: 2 }]],
    ["an excluded value, in each of its rows", {
      os: ["a", "b"],
      v: [1, 2],
      exclude: [{ os: "a" }],
    }, [{ os: "b", v: 1 }, { os: "b", v: 2 }]],
    ["an exclusion of what there is not", {
      os: ["a"],
      exclude: [{ os: "z" }],
    }, [{ os: "a" }]],
    ["includes alone", { include: [{ a: 1 }, { b: 2 }] }, [{ a: 1 }, { b: 2 }]],
    ["values that are maps", {
      service: [{ name: "gateway", port: 1 }],
      exclude: [{ service: { name: "gateway", port: 2 } }],
    }, [{ service: { name: "gateway", port: 1 } }]],
  ] as const
) {
  Deno.test(`a job with ${what} runs ${rows.length} times`, () => {
    assert.deepEqual(rowsOf(matrix), rows);
  });
}

// GitHub's own example of how entries of `include` are added.
Deno.test("an include adds to the rows that it agrees with, and changes none of their own values", () => {
  const rows = rowsOf({
    fruit: ["apple", "pear"],
    animal: ["cat", "dog"],
    include: [
      { color: "green" },
      { color: "pink", animal: "cat" },
      { fruit: "apple", shape: "circle" },
      { fruit: "banana" },
      { fruit: "banana", animal: "cat" },
    ],
  });
  assert.deepEqual(rows, [
    { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
    { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
    { fruit: "pear", animal: "cat", color: "pink" },
    { fruit: "pear", animal: "dog", color: "green" },
    { fruit: "banana" },
    { fruit: "banana", animal: "cat" },
  ]);
});

const axis = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), {
  minLength: 1,
  maxLength: 4,
});

Deno.test("every combination is run once, and each excluded one is not", () => {
  const at = fc.record({
    a: fc.integer({ min: 0, max: 5 }),
    b: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(fc.property(axis, axis, fc.array(at), (a, b, exclude) => {
    const rows = rowsOf({ a, b, exclude });
    const isOut = (row: { readonly a?: unknown; readonly b?: unknown }) =>
      exclude.some((one) => one.a === row.a && one.b === row.b);
    const wanted = a.flatMap((x) => b.map((y) => ({ a: x, b: y })))
      .filter((row) => !isOut(row));
    assert.deepEqual(rows, wanted);
  }));
});

Deno.test("an include never takes a row away", () => {
  const extra = fc.array(
    fc.record({ a: fc.integer({ min: 0, max: 7 }), c: fc.nat(3) }),
  );
  fc.assert(fc.property(axis, extra, (a, include) => {
    const rows = rowsOf({ a, include });
    for (const value of a) {
      assert.equal(rows.filter((row) => row.a === value).length, 1);
    }
    assert.ok(rows.length <= a.length + include.length);
  }));
});

for (
  const [matrix, problem] of [
    [undefined, undefined],
    [{ os: ["a"] }, undefined],
    [{ include: [{ a: 1 }] }, undefined],
    [{ os: [] }, "Matrix vector 'os' does not contain any values"],
    [{ os: ["a"], v: [] }, "Matrix vector 'v' does not contain any values"],
    [{}, "Matrix must define at least one vector"],
    [
      { os: ["a"], exclude: [{ os: "a" }] },
      "Matrix must define at least one vector",
    ],
    ["gateway", "Matrix must be a mapping"],
    [["gateway"], "Matrix must be a mapping"],
    ["", "Matrix must be a mapping"],
  ] as const
) {
  Deno.test(`the matrix ${JSON.stringify(matrix)}: ${problem ?? "is taken"}`, () => {
    assert.equal(matrixProblem(matrix), problem);
  });
}
