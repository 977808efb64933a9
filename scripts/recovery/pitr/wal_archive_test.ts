import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import {
  type Base,
  baseBefore,
  basePath,
  oldestFirst,
  startSegmentIn,
} from "./wal_archive.ts";

const ARCHIVE = "backups/archive";

function at(time: string): Date {
  return new Date(`2026-11-24T${time}Z`);
}

/** The nth copy of a server, complete at a time. */
function base(n: number, time: string): Base {
  return {
    path: basePath(ARCHIVE, at(time)),
    at: at(time),
    timeline: 1,
    startSegment: `0000000100000000${
      n.toString(16).toUpperCase().padStart(8, "0")
    }`,
    systemIdentifier: "1",
  };
}

const BASES = [base(1, "01:00:00"), base(2, "02:00:00"), base(3, "03:00:00")];

Deno.test("a copy is named after the second of its end", () => {
  assert.equal(
    basePath(ARCHIVE, at("02:00:00.900")),
    `${ARCHIVE}/base_20261124T020000Z`,
  );
});

Deno.test("copies are in the order of the log of changes, also when a clock was set back", () => {
  const [one, two, three] = [
    base(1, "05:00:00"),
    base(2, "01:00:00"),
    base(3, "04:00:00"),
  ];
  assert.deepEqual(oldestFirst([three, one, two]), [one, two, three]);
});

Deno.test("a copy says itself with which segment it begins", () => {
  const label =
    "START WAL LOCATION: 0/3000028 (file 000000020000000000000003)\n" +
    "CHECKPOINT LOCATION: 0/3000060\nSTART TIMELINE: 2\n";
  assert.equal(startSegmentIn(label), "000000020000000000000003");
  assert.throws(
    () => startSegmentIn("LABEL: x"),
    /does not say where it begins/,
  );
});

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

Deno.test("a moment inside a copy is reached from an earlier one, and refused without one", () => {
  const long = { ...base(2, "02:00:00"), at: at("02:30:00.500") };
  const inside = at("02:30:00.499");
  assert.equal(
    baseBefore(ARCHIVE, [base(1, "01:00:00"), long], inside).startSegment,
    base(1, "01:00:00").startSegment,
  );
  assert.throws(
    () => baseBefore(ARCHIVE, [long], inside),
    (error) =>
      error instanceof CouldNotRun &&
      /the first base backup was complete at 2026-11-24T02:30:00\.500Z/
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
    const bases = oldestFirst(
      all.map((h) => base(h + 1, `${pad(h)}:00:00`)),
    );
    const moment = at(`${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00`);
    fc.pre((bases[0]?.at ?? moment) <= moment);
    const chosen = baseBefore(ARCHIVE, bases, moment);
    assert.ok(chosen.at <= moment);
    assert.ok(bases.every((one) => one.at <= chosen.at || one.at > moment));
  }));
});
