import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chain,
  chainProblem,
  type Entry,
  type Fact,
  hashOf,
  hashOfText,
} from "./chain.ts";

const FACTS: readonly Fact[] = ["a", "b", "c"].map((id) => ({
  at: "2026-10-05T12:00:00Z",
  kind: "check",
  body: { id },
}));
const HEAD = { lab: 1 };

Deno.test("a hash is SHA-256 in hexadecimal digits, of UTF-8", async () => {
  assert.equal(
    await hashOfText("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  assert.notEqual(await hashOfText("é"), await hashOfText("e\u0301"));
});

Deno.test("a value has one hash, in whatever order its keys stand", async () => {
  assert.equal(await hashOf({ a: 1, b: 2 }), await hashOf({ b: 2, a: 1 }));
  assert.notEqual(await hashOf([1, 2]), await hashOf([2, 1]));
  assert.notEqual(await hashOf({ a: 1 }), await hashOf({ a: "1" }));
});

Deno.test("what was chained holds, whatever the facts are", async () => {
  const fact = fc.jsonValue().map((body): Fact => ({
    at: "2026-10-05T12:00:00Z",
    kind: "file",
    body,
  }));
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.array(fact), async (head, facts) => {
      const entries = await chain(head, facts);
      assert.equal(entries.length, facts.length);
      // As a file that was written and read again has it.
      const read = JSON.parse(JSON.stringify(entries));
      assert.equal(
        await chainProblem(JSON.parse(JSON.stringify(head)), read),
        undefined,
      );
    }),
    { numRuns: 30 },
  );
});

type Edit = (all: readonly Entry[]) => readonly Entry[];

function edited(
  n: number,
  change: (all: readonly Entry[]) => Partial<Entry>,
): Edit {
  return (all) =>
    all.map((one, i) => i === n ? { ...one, ...change(all) } : one);
}

function picked(...places: readonly number[]): Edit {
  return (all) => places.flatMap((place) => all[place] ?? []);
}

const EDITS: readonly (readonly [string, Edit, RegExp])[] = [
  [
    "a changed body",
    edited(1, () => ({ body: 1 })),
    /entry 1 has been changed/,
  ],
  [
    "a changed time",
    edited(2, () => ({ at: "2026-10-05T12:00:01Z" })),
    /entry 2 has been changed/,
  ],
  ["its first entry gone", picked(1, 2), /entry 0 has number 1/],
  ["one gone from its middle", picked(0, 2), /entry 1 has number 2/],
  ["two swapped", picked(1, 0, 2), /entry 0 has number 1/],
  ["one twice", picked(0, 0, 1, 2), /entry 1 has number 0/],
  [
    "one gone and the rest numbered anew",
    (all) => all.slice(1).map((one, n) => ({ ...one, n })),
    /entry 0 does not follow/,
  ],
  [
    "a hash of another",
    edited(0, (all) => ({ hash: all[1]?.hash ?? "" })),
    /entry 0 has been changed/,
  ],
];

for (const [what, edit, said] of EDITS) {
  Deno.test(`a chain with ${what} is found out`, async () => {
    const entries = await chain(HEAD, FACTS);
    assert.match(await chainProblem(HEAD, edit(entries)) ?? "", said);
  });
}

Deno.test("a chain belongs to its head; what is cut off its end only the seal finds", async () => {
  const entries = await chain(HEAD, FACTS);
  assert.match(
    await chainProblem({ lab: 2 }, entries) ?? "",
    /entry 0 does not follow/,
  );
  assert.equal(await chainProblem(HEAD, entries.slice(0, 2)), undefined);
  assert.equal(await chainProblem(HEAD, []), undefined);
});
