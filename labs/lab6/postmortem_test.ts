import assert from "node:assert/strict";
import type { Times } from "../../scripts/observe/alerts/incident_record.ts";
import { evaluatePostmortem } from "./postmortem_check.ts";

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
    ["a page at another time", "12:01:40", "12:11:40", /the record has paged/],
    [
      "a duration that is not the difference",
      "3 min",
      "5 min",
      /Duration is 300 s, which is not/,
    ],
    [
      "another number of customers",
      "90 of 180",
      "12 of 180",
      /does not say how many payments failed/,
    ],
    ["no severity", "SEV 2", "bad", /severity/],
    ["no causes", "## Contributing causes", "## Weather", /lacks causes/],
    [
      "an action without a date",
      "2026-12-01",
      "soon",
      /2 of 3 complete actions/,
    ],
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

for (
  const [what, from, to] of [
    ["a duration as a clock", "3 min", "00:03:00"],
    ["a duration in German", "Duration: 3 min", "Dauer: 180 Sekunden"],
    [
      "the number before the words",
      "90 of 180 payments failed",
      "Failed payments: 90",
    ],
    ["a timeline in bold", "| 12:01:40 |", "| **12:01:40 UTC** |"],
    ["an ISO time", "12:00:00", "2026-11-25T12:00:00Z"],
    [
      "headings below headings",
      "## Timeline",
      "## Timeline\n\n### Detection (UTC)",
    ],
    ["headings in German", "## Contributing causes", "## Ursachen"],
    ["a German date", "2026-12-01", "01.12.2026"],
    ["a date in words", "2026-12-01", "1 December 2026"],
    ["another word for the kind", "prevent", "mitigate"],
    ["severity as S2", "SEV 2", "S2"],
  ] as const
) {
  Deno.test(`a postmortem with ${what} passes`, () => {
    const { verdict, measured } = evaluatePostmortem(
      postmortem.replace(from, to),
      times,
    );
    assert.equal(verdict, "pass", measured);
  });
}

Deno.test("action items may be a list", () => {
  const list =
    `- [ ] refuse a rate in production (payments), by 2026-12-01, prevent
- [ ] health tells failed charges (payments),
      by 2026-12-08, detect
- [ ] one command to deploy again, @platform, 15.12.2026, recover
`;
  const [before = ""] = postmortem.split("| Action |");
  assert.equal(evaluatePostmortem(before + list, times).verdict, "pass");
  const { measured } = evaluatePostmortem(
    before + list.replace(", by 2026-12-01", ""),
    times,
  );
  assert.match(measured, /2 of 3 complete actions: "refuse.*" has no date/);
});

Deno.test("a message never tells the recorded times", () => {
  const { measured } = evaluatePostmortem("# Nothing", times);
  assert.doesNotMatch(measured, /12:0|180 s|\b90\b/);
});
