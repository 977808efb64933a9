import assert from "node:assert/strict";
import { z } from "zod";
import { issueWords } from "./issue_words.ts";

/** The words for the first problem of a value. */
function words(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value, { error: issueWords });
  return error?.issues[0]?.message ?? "it was taken";
}

const shape = z.strictObject({ title: z.string(), tags: z.array(z.string()) });

const kinds = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("fault") }),
  z.strictObject({ type: z.literal("part") }),
]);

const CASES: readonly (readonly [string, z.ZodType, unknown, string])[] = [
  ["a missing value", z.string(), undefined, "is missing"],
  [
    "a number for a text",
    z.string(),
    5,
    "must be a string, current value is 5",
  ],
  [
    "a text for a list",
    z.array(z.string()),
    "a",
    'must be a list, current value is "a"',
  ],
  ["a list for a mapping", shape, [], "must be a mapping, current value is []"],
  [
    "a fraction for a whole number",
    z.int(),
    1.5,
    "must be a whole number, current value is 1.5",
  ],
  [
    "too small",
    z.number().min(1),
    0,
    "must be at least 1, current value is 0",
  ],
  ["too big", z.number().max(1), 2, "must be at most 1, current value is 2"],
  [
    "too short",
    z.string().min(1),
    "",
    'must be of length at least 1, current value is ""',
  ],
  [
    "no choice",
    z.enum(["a", "b"]),
    "c",
    'must be one of a, b, current value is "c"',
  ],
  [
    "not the one choice",
    z.literal("a"),
    "c",
    'must be a, current value is "c"',
  ],
  [
    "a misspelt field",
    shape,
    { title: "", tags: [], titel: "" },
    "must not have titel (did you mean title?)",
  ],
  ["an unknown field", shape, { title: "", tags: [], z: 1 }, "must not have z"],
  ["a missing kind", kinds, {}, "is missing: one of fault, part"],
  [
    "a misspelt kind",
    kinds,
    { type: "faults" },
    'must be one of fault, part, current value is "faults" (did you mean fault?)',
  ],
  [
    "a wrong pattern",
    z.string().regex(/^a$/),
    "b",
    'must look like /^a$/, current value is "b"',
  ],
  [
    "none of several shapes",
    z.union([z.number(), z.boolean()]),
    "a",
    'must be a value, [low, high], or an object with a type, current value is "a"',
  ],
];

for (const [what, schema, value, expected] of CASES) {
  Deno.test(`${what} is written as: ${expected}`, () => {
    assert.equal(words(schema, value), expected);
  });
}

Deno.test("a value that is long is cut, so that the line can be read", () => {
  const text = words(z.number(), "x".repeat(500));
  assert.ok(text.length < 130, text);
  assert.match(text, /\.\.\.$/);
});
