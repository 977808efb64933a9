import assert from "node:assert/strict";
import type { Times } from "../../scripts/observe/alerts/incident_record.ts";
import { evaluatePostmortem } from "./postmortem_check.ts";
import { apart, lengthIn, timeIn } from "./times_in_text.ts";

const NOON = Date.parse("2026-11-25T12:00:00Z");
const times: Times = {
  alert: "Pay",
  receiver: "quickticket-alerts",
  began: NOON,
  paged: NOON + 100_000,
  ended: NOON + 180_000,
  resolved: NOON + 400_000,
  failed: 90,
  pays: 180,
};

const postmortem = `# Half of the payments failed
Date: 2026-11-25
Duration: 3 min
Severity: SEV 2
## Summary
For three minutes 90 of 180 payments failed.
## Timeline
| 12:00:00 | first failure |
| 12:01:40 | paged |
| 12:02:30 | runbook, step 3 |
| 12:03:00 | over |
| 12:06:40 | the page is taken back |
## Contributing causes
The setting is taken without a check.
## What went well
The page came.
## What went badly
Health stayed green.
## Action items
| Action | Owner | By | Kind |
| --- | --- | --- | --- |
| refuse a failure rate in production | payments | 2026-12-01 | prevent |
| health tells failed charges | payments | 2026-12-08 | detect |
| one command to deploy the last settings | platform | 2026-12-15 | recover |
`;

Deno.test("a postmortem that says what was recorded passes", () => {
  assert.equal(evaluatePostmortem(postmortem, times).verdict, "pass");
});

for (
  const [what, from, to, words] of [
    ["a page at another time", "12:01:40", "12:11:40", /paged at 12:01:40/],
    [
      "a duration that is not the difference",
      "3 min",
      "5 min",
      /300 s, recorded are 180 s/,
    ],
    [
      "another number of customers",
      "90 of 180",
      "12 of 180",
      /90 payments failed/,
    ],
    ["no severity", "SEV 2", "bad", /severity/],
    ["no causes", "## Contributing causes", "## Weather", /lacks causes/],
    ["an action without a date", "2026-12-01", "soon", /2 complete actions/],
    ["somebody to blame", "is taken without a check", "she forgot", /forgot/],
    ["a timeline out of order", "12:02:30", "12:06:50", /not in order/],
  ] as const
) {
  Deno.test(`a postmortem with ${what} is refused`, () => {
    const finding = evaluatePostmortem(postmortem.replace(from, to), times);
    assert.equal(finding.verdict, "fail");
    assert.match(finding.measured, words);
  });
}

Deno.test("times and lengths are read as people write them", () => {
  assert.equal(timeIn("at 12:03:10 UTC"), 43_390);
  assert.equal(timeIn("2026-11-25 9:05"), 32_700);
  assert.equal(timeIn("soon"), undefined);
  assert.equal(apart(5, NOON - 43_205_000), 10);
  assert.deepEqual(
    ["6 min 10 s", "6m10s", "1 h 5 min", "180 seconds", "short"].map(lengthIn),
    [370, 370, 3900, 180, undefined],
  );
});
