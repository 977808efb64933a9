import assert from "node:assert/strict";
import fc from "fast-check";
import { couldBe, nearest } from "./could_be.ts";
import type { Field } from "./field.ts";
import {
  choice,
  count,
  duration,
  inUnit,
  isBlank,
  number,
  percent,
  text,
  time,
  YES_NO,
} from "./kinds.ts";
import { list } from "./many.ts";
import { plainText } from "./plain_text.ts";

const OPTIONS = { what: "a figure", example: "1" };

function valuesOf(
  field: Field<{ readonly values: readonly number[] }>,
  written: string,
): readonly number[] | undefined {
  return field.read(written)?.values;
}

for (
  const [written, values] of [
    ["46", [46]],
    ["46 payments", [46]],
    ["~46", [46]],
    ["6 652 800", [6_652_800]],
    ["6,652,800", [6_652_800]],
    ["6.65e6", [6_650_000]],
    ["2k", [2000]],
    ["none", [0]],
    ["None at all", [0]],
    ["no errors", [0]],
    ["keine", [0]],
    ["нет", [0]],
    ["**нет**, ни одной", [0]],
    ["ноль", [0]],
    ["нетто 46", [46]],
    ["ωno 46", [46]],
    ["0", [0]],
    ["40 + 6 = 46", [46]],
    ["-3", undefined],
    ["1.5", undefined],
    ["many", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`a count written ${JSON.stringify(written)} is ${values ?? "none"}`, () => {
    assert.deepEqual(valuesOf(count(OPTIONS), written), values);
  });
}

for (
  const [written, values] of [
    ["0.5 %", [0.5]],
    ["0,5%", [0.5]],
    ["50 percent", [50]],
    ["5 ‰", [0.5]],
    ["0.005", [0.005, 0.5]],
    ["1", [1, 100]],
    ["99.5", [99.5]],
    ["-0.5 %", [-0.5]],
    ["46 / 9200 = 0.5 %", [0.5]],
    ["a half", undefined],
  ] as const
) {
  Deno.test(`a share written ${JSON.stringify(written)} can be ${values ?? "nothing"} %`, () => {
    const found = valuesOf(percent(OPTIONS), written);
    if (values === undefined) return assert.equal(found, undefined);
    assert.equal(found?.length, values.length, String(found));
    values.forEach((value, i) =>
      assert.ok(Math.abs((found?.[i] ?? NaN) - value) < 1e-9, String(found))
    );
  });
}

for (
  const [written, word] of [
    ["yes", "yes"],
    ["Yes, it works", "yes"],
    ["✅", "yes"],
    ["ja", "yes"],
    ["да", "yes"],
    ["OK", "yes"],
    ["no", "no"],
    ["No, it works by chance", "no"],
    ["not yet", "no"],
    ["it fails", "no"],
    ["❌", "no"],
    ["nein", "no"],
    ["**no**", "no"],
    ["maybe", undefined],
    ["nothing", undefined],
    ["today", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`${JSON.stringify(written)} says ${word ?? "neither yes nor no"}`, () => {
    const field = choice({ ...OPTIONS, choices: YES_NO });
    assert.equal(field.read(written), word);
  });
}

for (
  const [written, isOne] of [
    ["", true],
    ["  ", true],
    ["-", true],
    ["—", true],
    ["...", true],
    ["…", true],
    ["?", true],
    ["TBD", true],
    ["todo", true],
    ["n/a", true],
    ["___", true],
    ["<!-- your answer -->", true],
    ["`-`", true],
    ["0", false],
    ["no", false],
    ["a ...", false],
  ] as const
) {
  Deno.test(`a cell with ${JSON.stringify(written)} is ${isOne ? "empty" : "filled in"}`, () => {
    assert.equal(isBlank(written), isOne);
  });
}

Deno.test("a number is multiplied by the unit that its field knows", () => {
  const bytes = number({ ...OPTIONS, units: { mib: 2 ** 20, kib: 2 ** 10 } });
  assert.deepEqual(valuesOf(bytes, "2 MiB"), [2 * 2 ** 20]);
  assert.deepEqual(valuesOf(bytes, "512 KiB"), [2 ** 19]);
  assert.deepEqual(valuesOf(bytes, "7"), [7]);
  assert.deepEqual(valuesOf(bytes, "2 Mio"), [2_000_000]);
});

Deno.test("a number beside a time is the number, and alone the time's own", () => {
  const field = number(OPTIONS);
  assert.deepEqual(valuesOf(field, "46 payments in 95 s"), [46]);
  assert.deepEqual(valuesOf(field, "in 95 sec 46 payments"), [46]);
  assert.deepEqual(valuesOf(field, "95 s"), [95]);
});

Deno.test("a bare duration has the unit of its field, and comes back in it", () => {
  const field = duration({ ...OPTIONS, unit: "min" });
  assert.ok(couldBe(field.read("50.4") ?? { values: [] }, 3024));
  assert.ok(couldBe(field.read("95 s") ?? { values: [] }, 95));
  assert.equal(inUnit(3024, "min"), 50.4);
  assert.match(field.forms, /or a number in min$/);
});

Deno.test("words are read without their marks, and nothing is no words", () => {
  assert.equal(text(OPTIONS).read("  **a**  `b` "), "a b");
  assert.equal(text(OPTIONS).read("<!-- a -->"), undefined);
  assert.equal(time(OPTIONS).read("soon"), undefined);
});

Deno.test("a list is what of its items reads, and none of them is no list", () => {
  const field = list({ ...OPTIONS, of: number(OPTIONS) });
  const read = (written: string) =>
    field.read(written)?.map(({ values }) => values[0]);
  assert.deepEqual(read("1; 2; x"), [1, 2]);
  assert.deepEqual(read("1, 2, 3"), [1, 2, 3]);
  assert.deepEqual(read("1,5; 2"), [1.5, 2]);
  assert.equal(read("x; y"), undefined);
});

Deno.test("plain text is plain: taking the marks away again changes nothing", () => {
  const mark = fc.constantFrom("**", "_", "`", "~~", " ", "a", "1", ".", ",");
  fc.assert(fc.property(fc.array(mark, { maxLength: 8 }), (parts) => {
    const once = plainText(parts.join(""));
    assert.equal(once, once.trim());
    assert.doesNotMatch(once, /[`$]| {2}/);
  }));
});

Deno.test("a wider tolerance takes whatever a narrower one takes", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value),
      value,
      share,
      share,
      (values, expected, a, b) => {
        const [narrow, wide] = [Math.min(a, b), Math.max(a, b)];
        if (couldBe({ values }, expected, { relative: narrow })) {
          assert.ok(couldBe({ values }, expected, { relative: wide }));
        }
        const { value, distance } = nearest({ values }, expected);
        if (values.length === 0) return assert.equal(distance, Infinity);
        assert.ok(values.includes(value));
        for (const one of values) {
          assert.ok(
            Math.abs(one - expected) >= distance,
          );
        }
      },
    ),
  );
});
