import assert from "node:assert/strict";
import { workOf } from "../../grade/samples.ts";
import { withLateHours } from "./seen.ts";

const TERM = {
  labs: { "1": { due: "2026-09-20T12:00:00Z" } },
  extensions: [],
  late: { grace_hours: 2, accept_hours: 168 as const },
};

function hours(at: string | undefined, sha256 = "b"): number | undefined {
  const seen = [
    { student: "ada", lab: 1, sha256: "a", at: "2026-09-19T12:00:00.000Z" },
    ...at === undefined ? [] : [{ student: "ada", lab: 1, sha256: "b", at }],
  ];
  const [work] = withLateHours(
    [workOf({ entries: [{ lab: 1, points: 6 }] })],
    TERM,
    seen,
    new Map([["ada\n1", sha256]]),
  );
  return work?.entries[0]?.lateHours;
}

for (
  const [what, at, wanted] of [
    ["before its date", "2026-09-20T11:59:00.000Z", 0],
    ["within the grace", "2026-09-20T14:00:00.000Z", 0],
    ["after the grace", "2026-09-20T14:01:00.000Z", 3],
    ["a week later", "2026-09-27T12:00:00.000Z", 168],
    ["never", undefined, 0],
  ] as const
) {
  Deno.test(`a bundle that is seen ${what} is ${wanted} h late`, () => {
    assert.equal(hours(at), wanted);
  });
}

Deno.test("an older bundle that is handed in again keeps its own time", () => {
  assert.equal(hours("2026-09-27T12:00:00.000Z", "a"), 0);
});
