import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { momentOf } from "./moment.ts";

for (
  const [text, utc] of [
    ["2026-11-24T02:15:04Z", "2026-11-24T02:15:04.000Z"],
    ["2026-11-24T02:15:04.250Z", "2026-11-24T02:15:04.250Z"],
    ["2026-11-24T02:15Z", "2026-11-24T02:15:00.000Z"],
    ["2026-11-24T02:15:04+01:00", "2026-11-24T01:15:04.000Z"],
    ["2026-11-24T02:15:04-0330", "2026-11-24T05:45:04.000Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ] as const
) {
  Deno.test(`${text} is the moment ${utc}`, () => {
    assert.equal(momentOf(text).toISOString(), utc);
  });
}

for (
  const [what, text] of [
    ["without a zone", "2026-11-24T02:15:04"],
    ["without a time", "2026-11-24"],
    ["of a day that does not exist", "2026-02-30T00:00:00Z"],
    ["of 29 February in another year", "2027-02-29T00:00:00Z"],
    ["of a month that does not exist", "2026-13-01T00:00:00Z"],
    ["of an hour that does not exist", "2026-11-24T25:00:00Z"],
    ["in words", "yesterday"],
    ["that is empty", ""],
  ] as const
) {
  Deno.test(`a moment ${what} is refused with an example`, () => {
    assert.throws(
      () => momentOf(text),
      (error) =>
        error instanceof CouldNotRun &&
        /with its zone, such as 2026-/.test(error.message),
    );
  });
}

Deno.test("a moment as a program prints it is read back as it was", () => {
  const dates = fc.date({
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(fc.property(dates, (date) => {
    assert.equal(momentOf(date.toISOString()).getTime(), date.getTime());
  }));
});
