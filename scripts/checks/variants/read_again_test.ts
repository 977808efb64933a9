import assert from "node:assert/strict";
import fc from "fast-check";
import { couldBe } from "../report_fields/could_be.ts";
import { durationIn } from "../report_fields/read_duration.ts";
import { timeIn } from "../report_fields/read_time.ts";
import { randomOf } from "./random.ts";
import { TEXT_RULES, TRAILING_SPACES } from "./text_rules.ts";
import { DURATION_RULES, TIME_RULES } from "./time_rules.ts";

const two = (value: number): string => String(value).padStart(2, "0");

for (const { name, apply } of DURATION_RULES) {
  Deno.test(`a duration that a student writes as "${name}" is read as the same`, () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99_999 }), (seconds) => {
      const written = apply(`${seconds} s`, randomOf(1));
      assert.ok(written !== undefined, `${seconds}`);
      const read = durationIn(written, "s");
      assert.ok(read !== undefined, written);
      assert.ok(couldBe(read, seconds), `${written}: ${read.values}`);
    }));
  });
}

for (const { name, apply } of TIME_RULES) {
  Deno.test(`a moment that a student writes as "${name}" is read as the same`, () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(fc.property(part(23), part(59), part(59), (h, m, s) => {
      const plain = `${two(h)}:${two(m)}:${two(s)}`;
      const written = apply(plain, randomOf(1));
      assert.ok(written !== undefined, plain);
      const [other, own] = [timeIn(written), timeIn(plain)];
      assert.equal(other?.secondOfDay, own?.secondOfDay, written);
      assert.equal(other?.within, own?.within, written);
    }));
  });
}

for (const { name, apply } of [...TEXT_RULES, TRAILING_SPACES]) {
  Deno.test(`"${name}" leaves every word of a text where it was`, () => {
    const line = fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,5})?$/);
    fc.assert(fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = lines.join("\n") + "\n";
      const other = apply(text, randomOf(1));
      assert.ok(other !== undefined && other !== text);
      const words = (some: string) => some.match(/[a-z]+/g);
      assert.deepEqual(words(other), words(text));
    }));
  });
}

Deno.test("a seed draws the same again, within its bounds, and loses nothing", () => {
  const items = fc.array(fc.nat());
  fc.assert(fc.property(fc.nat(), items, (seed, items) => {
    const shuffled = randomOf(seed).shuffled(items);
    assert.deepEqual(randomOf(seed).shuffled(items), shuffled);
    assert.deepEqual(shuffled.toSorted(), items.toSorted());
    const random = randomOf(seed);
    for (let end = 1; end < 20; end++) {
      const drawn = random.below(end);
      assert.ok(Number.isInteger(drawn) && drawn >= 0 && drawn < end);
    }
    const picked = random.pick(items);
    assert.ok(
      items.length === 0 ? picked === undefined : items.includes(picked ?? -1),
    );
  }));
});

Deno.test("chance is fair enough to reach every form", () => {
  const random = randomOf(7);
  const drawn = new Set(Array.from({ length: 200 }, () => random.below(12)));
  assert.equal(drawn.size, 12);
});
