import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { baseBefore, basePath, basesIn, walOf } from "./wal_archive.ts";

const ARCHIVE = "backups/archive";

function at(time: string): Date {
  return new Date(`2026-11-24T${time}Z`);
}

function folders(...times: readonly string[]): readonly string[] {
  return times.map((time) =>
    basePath(ARCHIVE, at(time)).split("/").at(-1) ?? ""
  );
}

Deno.test("a copy is named after the second in which it was surely complete", () => {
  const path = (time: string) => basePath(ARCHIVE, at(time));
  assert.equal(path("02:00:00.000"), `${ARCHIVE}/base_20261124T020000Z`);
  assert.equal(path("02:00:00.001"), `${ARCHIVE}/base_20261124T020001Z`);
  assert.equal(path("23:59:59.999"), `${ARCHIVE}/base_20261125T000000Z`);
});

Deno.test("a copy's name never promises a moment from before its end", () => {
  const moments = fc.integer({ min: 0, max: 4_102_444_800_000 });
  fc.assert(fc.property(moments, (ms) => {
    const name = basePath(ARCHIVE, new Date(ms)).split("/").at(-1) ?? "";
    const [base] = basesIn(ARCHIVE, [name]);
    const late = (base?.at.getTime() ?? NaN) - ms;
    assert.ok(late >= 0 && late < 1000, `${late} ms`);
  }));
});

Deno.test("copies are listed oldest first; unfinished ones and other folders are none", () => {
  const names = [
    ...folders("03:00:00", "01:00:00", "02:00:00"),
    "wal",
    "base_20261124T040000Z.part",
    "base_2026",
    "my_base_20261124T040000Z",
  ];
  const found = basesIn(ARCHIVE, names).map(({ path }) => path);
  assert.deepEqual(
    found,
    ["01", "02", "03"].map((hour) => `${ARCHIVE}/base_20261124T${hour}0000Z`),
  );
});

const BASES = basesIn(ARCHIVE, folders("01:00:00", "02:00:00", "03:00:00"));

for (
  const [moment, hour] of [
    ["01:00:00", "01"],
    ["01:59:59.999", "01"],
    ["02:00:00", "02"],
    ["23:00:00", "03"],
  ] as const
) {
  Deno.test(`the moment ${moment} is reached from the copy of ${hour} o'clock`, () => {
    const { path } = baseBefore(ARCHIVE, BASES, at(moment));
    assert.match(path, new RegExp(`T${hour}0000Z$`));
  });
}

Deno.test("a moment from before the first copy is refused with that copy's time", () => {
  assert.throws(
    () => baseBefore(ARCHIVE, BASES, at("00:59:59.999")),
    (error) =>
      error instanceof CouldNotRun &&
      /2026-11-24T00:59:59\.999Z.*of 2026-11-24T01:00:00\.000Z$/
        .test(error.message),
  );
});

Deno.test("an archive without a copy says how to make one", () => {
  assert.throws(
    () => baseBefore(ARCHIVE, [], at("01:00:00")),
    /no base backup; make one: deno task archive base/,
  );
});

Deno.test("the copy that is chosen is complete by the moment, and no later one is", () => {
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), {
    minLength: 1,
  });
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
  fc.assert(fc.property(hours, minutes, (all, minute) => {
    const pad = (n: number) => String(n).padStart(2, "0");
    const bases = basesIn(
      ARCHIVE,
      folders(...all.map((h) => `${pad(h)}:00:00`)),
    );
    const moment = at(`${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00`);
    fc.pre((bases[0]?.at ?? moment) <= moment);
    const chosen = baseBefore(ARCHIVE, bases, moment);
    assert.ok(chosen.at <= moment);
    assert.ok(bases.every((one) => one.at <= chosen.at || one.at > moment));
  }));
});

Deno.test("the log of changes has a folder of its own beside the copies", () => {
  assert.equal(
    basesIn(ARCHIVE, [walOf(ARCHIVE).split("/").at(-1) ?? ""]).length,
    0,
  );
});
