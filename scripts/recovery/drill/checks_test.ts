import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fingerprint } from "../backup/mod.ts";
import { manifestOf } from "../backup/manifest_fixture.ts";
import {
  firstOrder,
  freshness,
  integrity,
  origin,
  restored,
  structure,
  volume,
} from "./checks.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const DAY = 24 * 3_600_000;

Deno.test("a backup is fresh up to its limit, and not a millisecond longer", () => {
  const at = (age: number) => freshness(new Date(NOW - age), NOW, DAY).verdict;
  assert.equal(at(0), "pass");
  assert.equal(at(DAY), "pass");
  assert.equal(at(DAY + 1), "fail");
});

Deno.test("an older backup is never fresher than a younger one", () => {
  const ages = fc.integer({ min: 0, max: 10 * DAY });
  fc.assert(fc.property(ages, ages, ages, (a, b, limit) => {
    const isFresh = (age: number) =>
      freshness(new Date(NOW - age), NOW, limit).verdict === "pass";
    assert.ok(!isFresh(Math.max(a, b)) || isFresh(Math.min(a, b)));
  }));
});

Deno.test("a dump that shows no moment is not fresh, however long it may be old", () => {
  const { verdict, measured } = freshness(undefined, NOW, Number.MAX_VALUE);
  assert.equal(verdict, "fail");
  assert.match(measured, /no order/);
});

const PRINT: Fingerprint = {
  tables: [
    { name: "public.events", rows: 6, checksum: "1", method: "record" },
    { name: "public.orders", rows: 40, checksum: "2", method: "record" },
  ],
  structure: ["column a", "index b"],
  sequences: [],
};

Deno.test("the same structure and rows pass, with how much was compared", () => {
  assert.deepEqual(
    [structure(PRINT, PRINT), volume(PRINT, PRINT)].map((
      { verdict, measured },
    ) => [verdict, measured]),
    [["pass", "2 of 2 parts"], ["pass", "46 rows, the same ones"]],
  );
});

Deno.test("rows that are missing fail the volume alone, structure that is missing that alone", () => {
  const fewer = { ...PRINT, tables: PRINT.tables.slice(0, 1) };
  assert.equal(structure(PRINT, fewer).verdict, "pass");
  assert.equal(volume(PRINT, fewer).verdict, "fail");
  const bare = { ...PRINT, structure: [] };
  assert.equal(structure(PRINT, bare).verdict, "fail");
  assert.equal(volume(PRINT, bare).verdict, "pass");
});

Deno.test("of many differences three are listed, and the others are counted", () => {
  const wide = {
    ...PRINT,
    structure: Array.from({ length: 10 }, (_, n) => `column c${n}`),
  };
  const { measured } = structure(wide, { ...wide, structure: [] });
  assert.equal(measured.split("; ").length, 4);
  assert.match(measured, /and 7 more$/);
  const three = { ...wide, structure: wide.structure.slice(0, 7) };
  assert.doesNotMatch(structure(wide, three).measured, /more/);
});

const LIVE = { systemIdentifier: "1", database: "shop" };

for (
  const [what, live, verdict] of [
    ["of the same server and name", LIVE, "pass"],
    ["of another server", { ...LIVE, systemIdentifier: "2" }, "fail"],
    ["of another name", { ...LIVE, database: "other" }, "fail"],
  ] as const
) {
  Deno.test(`a backup ${what} is a backup of the live database: ${verdict}`, () => {
    const check = origin(manifestOf(new Date(NOW)), live);
    assert.equal(check.verdict, verdict);
    assert.match(check.bound, new RegExp(live.database));
  });
}

for (
  const [name, check] of [
    ["integrity", integrity],
    ["restore", restored],
    ["first order", (problem: string | undefined) => firstOrder(problem, 6)],
  ] as const
) {
  Deno.test(`the check "${name}" passes without a problem, else it tells it`, () => {
    assert.equal(check(undefined).verdict, "pass");
    const failed = check("the disk is full");
    assert.deepEqual(
      [failed.name, failed.verdict, failed.measured],
      [name, "fail", "the disk is full"],
    );
  });
}
