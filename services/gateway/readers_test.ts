import assert from "node:assert/strict";
import { z } from "zod";
import { checked, checkedOnce, jsonOf, nothing } from "./readers.ts";

const Point = z.object({ x: z.int() });

Deno.test("jsonOf() gives the value, without what the schema does not know", () => {
  assert.deepEqual(jsonOf(Point)('{"x":1,"y":2}'), { x: 1 });
});

for (
  const [text, words] of [
    ['{"x":"secret"}', /^x: /],
    ['"secret"', /^body: /],
    ['{"card":"secret"', /^not JSON$/],
    ["", /^not JSON$/],
  ] as const
) {
  Deno.test(`jsonOf() refuses ${text || "nothing"}, and quotes none of it`, () => {
    assert.throws(() => jsonOf(Point)(text), (error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });
}

Deno.test("checked() gives the text as it came, once it is known to fit", () => {
  const text = '{ "x": 1, "y": 2 }';
  assert.deepEqual(checked(Point)(text), { text, value: { x: 1 } });
  assert.throws(() => checked(Point)("{}"), TypeError);
});

Deno.test("checkedOnce() parses a text once in a row, and forgets nothing wrong", () => {
  let parsed = 0;
  const read = checkedOnce(Point.refine(() => ++parsed > 0));
  const first = read('{"x":1}');
  assert.equal(read('{"x":1}'), first);
  assert.equal(parsed, 1);
  assert.throws(() => read("{}"), TypeError);
  assert.throws(() => read("{}"), TypeError);
  assert.deepEqual(read('{"x":2}').value, { x: 2 });
});

Deno.test("nothing() takes anything", () => {
  assert.equal(nothing(), undefined);
});
