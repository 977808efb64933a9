import assert from "node:assert/strict";
import { parse } from "yaml";
import { PUBLISHED_WINDOWS } from "../../observe/slo/windows.ts";
import {
  alertingFiles,
  CONTACT_POINT,
  GRAFANA_ALERTS,
} from "./lab6_alerting.ts";

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
    ["Pay Budget Burns Fast", "Pay Budget Burns Slowly"],
  );
  for (const { condition, data, annotations } of rules) {
    const [query, threshold] = data;
    assert.equal(threshold.refId, condition);
    assert.equal(threshold.model.expression, query.refId);
    assert.equal(query.datasourceUid, "prometheus");
    assert.match(annotations.summary, /\$values\.A\.Value/);
  }
});

Deno.test("pairs of windows are the published ones, 7 days in place of 30", () => {
  const pairs = [[14.4, "14m", "1m10s"], [6, "84m", "7m"]] as const;
  const { expr } = GRAFANA_ALERTS.find(({ severity }) => severity === "page") ??
    assert.fail("no page");
  for (const [factor, long, short] of pairs) {
    assert.equal(expr.split(`[${long}]`).length - 1, 3, long);
    assert.equal(expr.split(`[${short}]`).length - 1, 2, short);
    assert.equal(expr.split(` > ${factor} and`).length - 1, 2);
  }
  const published = PUBLISHED_WINDOWS.filter(({ severity }) =>
    severity === "page"
  ).map(({ factor }) => factor);
  assert.deepEqual(published, pairs.map(([factor]) => factor));
});
