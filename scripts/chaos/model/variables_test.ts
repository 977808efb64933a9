import assert from "node:assert/strict";
import fc from "fast-check";
import { fillIn, readAssignment, readValue, type Value } from "./variables.ts";

const VALUES = { rate: 0.5, on: true, url: "http://x", none: "" };

const CASES: readonly (readonly [string, unknown, unknown])[] = [
  ["a text that is one variable takes its type", "${rate}", 0.5],
  ["a boolean stays one", "${on}", true],
  ["an empty value is a value", "${none}", ""],
  [
    "inside of a text a value becomes text",
    "at ${url}/a?${rate}",
    "at http://x/a?0.5",
  ],
  ["a list is filled at any depth", [["${rate}"], "a"], [[0.5], "a"]],
  ["keys are left as they are", { "${rate}": "${rate}" }, { "${rate}": 0.5 }],
  ["what is no text stays as it is", [1, null, false], [1, null, false]],
  ["a dollar alone is no variable", "$rate {rate} ${}", "$rate {rate} ${}"],
];

for (const [rule, before, after] of CASES) {
  Deno.test(`filling in variables: ${rule}`, () => {
    const { value, missing } = fillIn(before, VALUES);
    assert.deepEqual(value, after);
    assert.deepEqual(missing, []);
  });
}

Deno.test("filling in variables: every name without a value is reported with its place", () => {
  const { missing } = fillIn({ a: ["x", "${b} and ${c}"], d: "${b}" }, {});
  assert.deepEqual(missing, [
    { name: "b", path: ["a", 1] },
    { name: "c", path: ["a", 1] },
    { name: "b", path: ["d"] },
  ]);
});

for (const name of ["constructor", "toString", "__proto__"]) {
  Deno.test(`filling in variables: ${name} has no value of its own`, () => {
    const { value, missing } = fillIn("${" + name + "}", {});
    assert.equal(value, "");
    assert.deepEqual(missing, [{ name, path: [] }]);
  });
}

Deno.test("filling in variables: a document without any is the same document", () => {
  const documents = fc.jsonValue().filter((one) =>
    !JSON.stringify(one).includes("${")
  );
  fc.assert(fc.property(documents, (document) => {
    const { value, missing } = fillIn(document, VALUES);
    assert.deepEqual(
      JSON.parse(JSON.stringify(value)),
      JSON.parse(JSON.stringify(document)),
    );
    assert.deepEqual(missing, []);
  }));
});

Deno.test("filling in variables: a value is not filled in again", () => {
  const { value } = fillIn("${a}", { a: "${b}", b: "2" });
  assert.equal(value, "${b}");
});

for (
  const [word, expected] of [
    ["rate=0.5", ["rate", 0.5]],
    ["rate=-1", ["rate", -1]],
    ["on=true", ["on", true]],
    ["on=false", ["on", false]],
    ["name=true story", ["name", "true story"]],
    ["url=http://x/?a=b", ["url", "http://x/?a=b"]],
    ["none=", ["none", ""]],
    ["lines=a\nb", ["lines", "a\nb"]],
    ["version=1.2.3", ["version", "1.2.3"]],
    ["rate", undefined],
    ["=1", undefined],
    ["a-b=1", undefined],
  ] as const
) {
  Deno.test(`the word ${JSON.stringify(word)} assigns ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readAssignment(word), expected);
  });
}

Deno.test("a value that is written as text is read back with its type", () => {
  const values: fc.Arbitrary<Value> = fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000),
  );
  fc.assert(fc.property(values, (value) => {
    assert.equal(readValue(String(value)), value === 0 ? 0 : value);
  }));
});
