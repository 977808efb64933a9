import assert from "node:assert/strict";
import { parseSpec, SpecError } from "./spec.ts";
import { budgetSentence, spentSentence } from "./sentence.ts";
import good from "./testdata/good.yaml" with { type: "text" };

Deno.test("a specification is read, and said in a sentence", () => {
  const slo = parseSpec(good, "good.yaml");
  assert.equal(slo.name, "pay-availability");
  assert.equal(slo.minimumRequests, 20);
  assert.equal(
    budgetSentence(slo),
    "Paying works: 99.5 % over 7d: 50 minutes of everything failing, " +
      "or 1 in 200 requests",
  );
});

Deno.test("what is spent is said, also when it is too much or not known", () => {
  assert.equal(spentSentence(0.69), "; today 31 % of it is spent");
  assert.equal(spentSentence(1), "; today 0 % of it is spent");
  assert.match(spentSentence(-0.5), /150 % of it is spent: the promise is/);
  assert.match(spentSentence(undefined), /not known: no requests yet/);
});

for (
  const [from, to, complaint] of [
    ["target: 0.995", "target: 1", /target must be above 0 and below 1.*is 1/],
    ["target: 0.995", "target: 99.5", /target must be above 0 and below 1/],
    ["duration: 7d", "duration: soon", /duration must be.*soon/],
    ["duration: 7d", "duration: 1h", /at least 3d.* 417 ms.*no alert could/],
    ["duration: 7d", "duration: 1m", /at least 3d/],
    ["duration: 7d", "duration: 0s", /must be a duration such as 7d/],
    ["target: 0.995", "target: 0.9", /at least 0\.9375.* 144 % errors/],
    ["target: 0.995", "target: 0.9999999", /at most 0\.99999/],
    ["target: 0.995", "target: 99.9", /for 99\.9 % write 0\.999/],
    ['minimum-requests: "20"', 'minimum-requests: "0"', /at least 1/],
    ["displayName: Paying works", "displayName: a {{ b", /template/],
    ["kind: SLO", "kind: Slo", /line 2: kind/],
    ["good:", "best:", /Unrecognized key: "best"/],
    ["apiVersion: openslo/v1", "apiVersion: v2", /apiVersion/],
    ["name: pay-availability", "name: Pay", /lower case words/],
    ['status!~"5.."}', 'status!~"5.."}[5m]', /selector of a counter/],
    ["gateway_requests_total", "sum(gateway_requests_total)", /selector/],
    ["kind: SLO", "kind: [", /good\.yaml/],
  ] as const
) {
  Deno.test(`${from} -> ${to} is refused with a reason`, () => {
    assert.ok(good.includes(from));
    assert.throws(
      () => parseSpec(good.replace(from, to), "good.yaml"),
      (error) => error instanceof SpecError && complaint.test(error.message),
    );
  });
}

Deno.test("all problems are reported together", () => {
  const bad = good.replace("0.995", "2").replace("7d", "x");
  assert.throws(() => parseSpec(bad, "f"), /duration must.*target must/);
});
