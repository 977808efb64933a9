import assert from "node:assert/strict";
import { parse } from "yaml";
import { alertingFiles, CONTACT_POINT, GRAFANA_ALERTS } from "./alerting.ts";

function file(name: string) {
  return parse(alertingFiles().get(name) ?? assert.fail(name));
}

Deno.test("alerts go to the contact point that there is, by alertname", () => {
  const [{ name, receivers }] = file("contact-points.yaml").contactPoints;
  const [policy] = file("policies.yaml").policies;
  assert.equal(name, CONTACT_POINT);
  assert.equal(policy.receiver, name);
  assert.deepEqual(policy.group_by, ["alertname"]);
  assert.equal(receivers[0].type, "webhook");
});

Deno.test("each rule's condition names a step that it has, and its steps chain", () => {
  const [{ rules }] = file("rules.yaml").groups;
  assert.deepEqual(
    rules.map(({ title }: { readonly title: string }) => title),
    ["High Error Rate", "SLO Burn Rate"],
  );
  for (const { condition, data, annotations } of rules) {
    const [query, threshold] = data;
    assert.equal(threshold.refId, condition);
    assert.equal(threshold.model.expression, query.refId);
    assert.equal(query.datasourceUid, "prometheus");
    assert.match(annotations.summary, /\$values\.A\.Value/);
  }
});

Deno.test("thresholds are the lab's: 5 % for 2 minutes, 6 times for 5", () => {
  assert.deepEqual(
    GRAFANA_ALERTS.map((alert) => [alert.above, alert.for, alert.severity]),
    [[5, "2m", "critical"], [6, "5m", "warning"]],
  );
});
