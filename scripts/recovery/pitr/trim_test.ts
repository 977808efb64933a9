import assert from "node:assert/strict";
import fc from "fast-check";
import { breakIn } from "./continuity.ts";
import {
  identifierIn,
  nextSegment,
  placeOf,
  segmentsIn,
  timelineOf,
} from "./segment.ts";
import { planTrim } from "./trim.ts";
import type { Base } from "./wal_archive.ts";

/** Name of a segment. */
function segment(n: number, timeline = 1): string {
  const digits = (value: number): string =>
    value.toString(16).toUpperCase().padStart(8, "0");
  return digits(timeline) + digits(Math.floor(n / 256)) + digits(n % 256);
}

function base(n: number, timeline = 1): Base {
  return {
    path: `a/base_${n}`,
    at: new Date(n),
    timeline,
    startSegment: segment(n, timeline),
    systemIdentifier: "1",
  };
}

const NAMES = [0, 1, 2, 3, 4, 5].map((n) => segment(n));

Deno.test("what goes is old copies, and the log from before the oldest that stays", () => {
  const bases = [base(1), base(3), base(4)];
  const { paths, notes } = planTrim(
    "a",
    bases,
    [...NAMES, "00000002.history"],
    2,
  );
  assert.deepEqual(paths, [
    "a/base_1.json",
    "a/base_1",
    ...NAMES.slice(0, 3).map((name) => `a/wal/${name}`),
  ]);
  assert.match(notes.join("\n"), /base_1 goes[^]*3 segments of the log go/);
});

Deno.test("without a copy no change goes", () => {
  const { paths, notes } = planTrim("a", [], NAMES, 1);
  assert.deepEqual(paths, []);
  assert.match(notes.join(), /Nothing goes/);
});

Deno.test("segments of an earlier timeline go by their place, and histories stay", () => {
  const names = [segment(1, 1), segment(2, 1), segment(2, 2), segment(3, 2)];
  const { paths } = planTrim("a", [base(3, 2)], names, 1);
  assert.deepEqual(paths, names.slice(0, 3).map((name) => `a/wal/${name}`));
});

Deno.test("whatever is trimmed, each copy that stays has every segment since its start", () => {
  const starts = fc.uniqueArray(fc.integer({ min: 0, max: 600 }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 4 }), (all, keep) => {
    const bases = all.toSorted((a, b) => a - b).map((n) => base(n));
    const names = Array.from({ length: 601 }, (_, n) => segment(n));
    const gone = new Set(planTrim("a", bases, names, keep).paths);
    const stay = bases.filter(({ path }) => !gone.has(path));
    assert.equal(stay.length, Math.min(keep, bases.length));
    for (const { startSegment } of stay) {
      for (const name of names) {
        if (name >= startSegment) assert.ok(!gone.has(`a/wal/${name}`), name);
      }
    }
    assert.deepEqual(
      planTrim("a", stay, names.filter((n) => !gone.has(`a/wal/${n}`)), keep)
        .paths,
      [],
      "nothing more goes a second time",
    );
  }));
});

Deno.test("segments are recognised by their names", () => {
  const names = ["x", segment(5), `${segment(6)}.partial`, "00000001.history"];
  assert.deepEqual(segmentsIn(names), [segment(5), `${segment(6)}.partial`]);
  assert.equal(nextSegment(names), segment(6));
  assert.equal(nextSegment([segment(5)]), segment(6));
  assert.equal(nextSegment([segment(255)]), segment(256));
  assert.equal(nextSegment([]), undefined);
  assert.equal(timelineOf(segment(9, 3)), 3);
  assert.equal(placeOf(`${segment(9, 3)}.partial`), segment(9).slice(8));
});

Deno.test("a segment begins with its server's identifier", () => {
  const bytes = new Uint8Array(32);
  assert.equal(identifierIn(bytes), undefined);
  new DataView(bytes.buffer).setBigUint64(24, 7_712_191_916_657_610_769n, true);
  assert.equal(identifierIn(bytes), "7712191916657610769");
});

const LOG = {
  timeline: 2,
  current: segment(9, 2),
  kept: [7, 8, 9].map((n) => segment(n, 2)),
};

for (
  const [rule, needed, words] of [
    ["still has what comes next", segment(8, 2), undefined],
    ["writes what comes next", segment(9, 2), undefined],
    ["was taken back since, on a new timeline", segment(30, 1), undefined],
    ["threw away what comes next", segment(5, 2), /would be missing/],
    ["is a copy from before", segment(30, 2), /it is a copy from before/],
    ["is on an earlier timeline", segment(8, 3), /the earlier timeline 2/],
  ] as const
) {
  Deno.test(`a server that ${rule} can${words === undefined ? "" : "not"} go on with the archive`, () => {
    const problem = breakIn(needed, LOG);
    if (words === undefined) assert.equal(problem, undefined);
    else assert.match(problem ?? "", words);
  });
}
