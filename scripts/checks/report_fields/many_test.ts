import assert from "node:assert/strict";
import { couldBe } from "./could_be.ts";
import { choice, count, duration, text, time, YES_NO } from "./kinds.ts";
import { list, rows } from "./many.ts";
import { readReport } from "./read_report.ts";

const HOPS = {
  name: "hops",
  step: "B.1",
  fields: {
    hops: rows({
      what: "each hop",
      example: "gateway",
      section: /B\.1/,
      keys: ["hop", "route"],
      columns: {
        hop: text({ what: "service", example: "events", labels: [/^hop/i] }),
        route: text({ what: "route", example: "/charge", labels: [/route/i] }),
        duration: duration({
          what: "how long",
          example: "5.2",
          unit: "ms",
          labels: [/duration/i],
        }),
      },
    }),
  },
} as const;

for (
  const [name, report] of Object.entries({
    "a list of maps":
      "```yaml\nhops:\n  hops:\n    - {hop: gateway, route: /pay, duration: 32.4}\n    - {hop: payments, route: /charge, duration: '5,2 ms'}\n```\n",
    "a table": `## B.1

| Route | Note | Duration (ms) | Hop |
| --- | --- | ---: | --- |
| \`/pay\` | | 32,4 | gateway |
| /charge | the bank | 5.2 ms | **payments** |
`,
    "a turned table": `## B.1

| Hop | gateway | payments |
| --- | --- | --- |
| Route | /pay | /charge |
| Duration | 32.4 ms | 5.2 ms |
`,
    "a list of items": `## B.1

1. gateway \`/pay\`: 32.4 ms
2. payments /charge — 0.0052 s
`,
  })
) {
  Deno.test(`rows are read from ${name}`, () => {
    const { hops } = readReport(report, HOPS);
    assert.ok(hops.state === "read", hops.state);
    const charge = hops.value.find(({ texts }) =>
      texts.hop.includes("payments")
    );
    assert.ok(charge?.texts.route.includes("/charge"));
    assert.ok(charge?.values.duration !== undefined);
    assert.ok(couldBe(charge.values.duration, 0.0052));
  });
}

Deno.test("a table with nothing but the form's own words is missing", () => {
  const form =
    "## B.1\n\n| Hop | Route | Duration |\n|---|---|---|\n| gateway | /pay | |\n";
  assert.equal(readReport(form, HOPS).hops.state, "missing");
});

const OTHER = {
  name: "incident",
  step: "6.6",
  fields: {
    failed: count({
      what: "payments that failed",
      example: "46",
      labels: [/payments failed/i, /failed payments/i],
    }),
    began: time({ what: "begin", example: "19:46:57", labels: [/^began/i] }),
    ready: choice({
      what: "stays ready",
      example: "yes",
      choices: YES_NO,
      labels: [/stays ready/i],
    }),
    actions: list({
      of: text({ what: "an action", example: "alert sooner" }),
      what: "actions",
      example: "alert sooner",
      labels: [/^action/i],
    }),
  },
} as const;

Deno.test("counts, moments, choices and lists are read from prose", () => {
  const { failed, began, ready, actions } = readReport(
    `# Incident

46 payments failed in 95 s.

| Moment | UTC |
| --- | --- |
| **began** | 2026-11-25T19:46:57Z |
| Stays ready | ja |

## Action items

- alert sooner
- add a breaker
`,
    OTHER,
  );
  assert.ok(failed.state === "read");
  assert.deepEqual(failed.value.values, [46]);
  assert.ok(began.state === "read");
  assert.equal(began.value.secondOfDay, 71217);
  assert.ok(ready.state === "read");
  assert.equal(ready.value, "yes");
  assert.ok(actions.state === "read");
  assert.deepEqual(actions.value, ["alert sooner", "add a breaker"]);
  const after = readReport("Payments failed: 46 (of 87)\n", OTHER).failed;
  assert.ok(after.state === "read" && after.value.values[0] === 46);
});
