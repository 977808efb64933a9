import assert from "node:assert/strict";
import { couldBe } from "./could_be.ts";
import { duration, number, percent } from "./kinds.ts";
import { readReport } from "./read_report.ts";
import { reportFinding } from "./report_finding.ts";
import { blockOf, withFields } from "./write_form.ts";

const section = /budget|3\.6/i;

const BUDGET = {
  name: "budget",
  step: "3.6",
  fields: {
    requests: number({
      what: "requests in 7 days",
      example: "6652800",
      labels: [/requests in 7 days/i],
      section,
    }),
    share: percent({
      what: "share that failed",
      example: "9 %",
      labels: [/share.*failed/i],
      section,
    }),
    minutes: duration({
      what: "minutes of a total outage",
      example: "50.4",
      unit: "min",
      labels: [/minutes/i],
      section,
    }),
  },
} as const;

const STRUCTURED = (requests: string, minutes: string) =>
  `# Lab 3

\`\`\`yaml
budget:
  requests: ${requests} # requests in 7 days, e.g. 6652800
  share: 9,0 %
  minutes: ${minutes}
\`\`\`
`;

for (
  const [name, report] of Object.entries({
    "a block of YAML": STRUCTURED("6652800", "50.4"),
    "a block with other separators": STRUCTURED("6.652.800", "50,4"),
    "a block with spaces in a number": STRUCTURED("6 652 800", "50 min 24 s"),
    "a block with marks that YAML reads as its own": STRUCTURED(
      "**6,652,800**",
      "~50.4",
    ),
    "a block with code marks": STRUCTURED("`6652800`", "0:50:24"),
    "a block in quotes": STRUCTURED('"6652800"', "'50.4'"),
    "front matter, CRLF and a byte order mark":
      "\ufeff---\r\nbudget:\r\n  requests: 6652800\r\n  share: 9\r\n  minutes: 50.4\r\n---\r\n\r\n# Lab 3\r\n",
    "front matter without the group's name":
      "---\nrequests: 6652800\nshare: 9 %\nminutes: 50.4\n---\n",
    "a table": `## 3.6 Budget

| What | Value |
| --- | ---: |
| Requests in 7 days at that rate | 6 652 800 |
| Share of all requests that failed in 3.5 (%) | 9,0 |
| Minutes of a total outage in 7 days | 50 min 24 s |
`,
    "a table with more columns in another order": `## 3.6 Budget

| Unit | Value | How | What |
| --- | ---: | --- | --- |
| requests | 6,652,800 | 11 \\| 7 days | **Requests in 7 days** |
| % | 9 | 99 of 1100 | Share that failed |
| min | 50.4 | 10,080 * 0.005 | \`Minutes\` |
`,
    "a table turned by a quarter": `## Budget

| Requests in 7 days | Share that failed | Minutes |
| --- | --- | --- |
| 6652800 | 9 % | 50.4 |
`,
    "a list": `## Budget

- **Requests in 7 days at that rate:** 11 * 604800 = 6,652,800
- Share of all requests that failed in 3.5 (%): 9
* Minutes of a total outage in 7 days — 50.4
`,
    "sub-headings": `## Budget

### Requests in 7 days

6652800

### Share that failed

9 %

### Minutes

50,4
`,
    "sentences": `## Budget

There are 6,652,800 requests in 7 days. The share that failed was 9.0 %.

We may have 50.4 minutes of a total outage.
`,
  })
) {
  Deno.test(`the fields are read from ${name}`, () => {
    const results = readReport(report, BUDGET);
    const expected = { requests: 6652800, share: 9, minutes: 50.4 * 60 };
    for (const key of ["requests", "share", "minutes"] as const) {
      const one = results[key];
      assert.ok(one.state === "read", `${key} is ${one.state}`);
      assert.ok(
        couldBe(one.value, expected[key]),
        `${key} is ${one.value.values}`,
      );
    }
  });
}

Deno.test("what cannot be read says its line, the text and the forms", () => {
  const results = readReport(STRUCTURED("a lot", "50.4"), BUDGET);
  assert.equal(results.requests.state, "unreadable");
  const { verdict, measured } = reportFinding({
    file: "submissions/lab3.md",
    group: BUDGET,
    results,
    wrong: [],
    measured: "",
    bound: "",
  });
  assert.equal(verdict, "could_not_verify");
  assert.match(
    measured,
    /budget\.requests in line 5 cannot be read: "a lot"; write 50\.4, /,
  );
});

function finding(report: string, wrong: readonly string[] = []) {
  return reportFinding({
    file: "submissions/lab3.md",
    group: BUDGET,
    results: readReport(report, BUDGET),
    wrong,
    measured: "measured",
    bound: "bound",
  });
}

Deno.test("an untouched form is not started, half of one fails", () => {
  const form = withFields("## 3.6\n\n<!-- fields: budget -->\n", [BUDGET]);
  assert.match(form, /requests: +# requests in 7 days, e\.g\. 6652800\n/);
  assert.equal(finding(form).verdict, "not_started");
  assert.equal(finding("# Lab 3\n").verdict, "not_started");
  assert.equal(finding(STRUCTURED("6652800", "50.4")).verdict, "pass");
  assert.equal(finding(STRUCTURED("6652800", "")).verdict, "fail");
  const wrong = finding(STRUCTURED("a lot", "50.4"), ["minutes 5"]);
  assert.equal(wrong.verdict, "fail", "a wrong field outweighs an unread one");
});

Deno.test("the structured part is read first, and prose where it is empty", () => {
  const table = `${blockOf(BUDGET)}

| Requests in 7 days | 5 |
| --- | --- |
| Minutes | 50.4 |
`;
  const both = readReport(table.replace("requests:", "requests: 6"), BUDGET);
  assert.ok(both.requests.state === "read" && both.minutes.state === "read");
  assert.deepEqual(both.requests.value.values, [6]);
  assert.deepEqual(both.minutes.value.values, [3024]);
});

Deno.test("a block that is no YAML is unreadable, and says where", () => {
  const { requests } = readReport(
    "```yaml\nbudget:\n  requests: [5\n  minutes: 5\n```\n",
    BUDGET,
  );
  assert.ok(requests.state === "unreadable");
  assert.match(requests.text, /Cannot read the block: line \d/);
});
