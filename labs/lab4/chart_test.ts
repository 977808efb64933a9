import assert from "node:assert/strict";
import { stringify } from "yaml";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { chart, evaluateChart } from "./chart_checks.ts";
import { evaluateHistory, evaluateRelease } from "./release_checks.ts";
import { valuePaths } from "./chart.ts";
import { PARTS } from "./declared.ts";
import { changed, probe, sold, solution } from "./parts_fixture.ts";

Deno.test("a chart is all five parts, and values that do something", () => {
  const good = {
    parts: solution,
    replicas: ["services.gateway.replicas"],
    images: ["tag"],
  };
  assert.equal(evaluateChart(good).verdict, "pass");
  assert.equal(evaluateChart({ ...good, replicas: [] }).verdict, "fail");
  assert.equal(evaluateChart({ ...good, images: [] }).verdict, "fail");
  const three = solution.filter(({ part }) =>
    part !== "postgres" && part !== "redis"
  );
  assert.match(
    evaluateChart({ ...good, parts: three }).measured,
    /postgres, redis/,
  );
  const deep = changed("events", {
    livenessProbe: probe({ httpGet: { path: "/health", port: "main" } }),
  });
  assert.equal(evaluateChart({ ...good, parts: deep }).verdict, "fail");
});

Deno.test("a value that no template uses is not one that changes something", async () => {
  const parts = PARTS.map((part) =>
    stringify({
      kind: "Deployment",
      metadata: { name: part },
      spec: {
        template: {
          metadata: { labels: { app: part } },
          spec: { containers: [{ image: "x:17" }] },
        },
      },
    })
  );
  const finding = await chart.run(machineWith({
    has: {
      "chart/Chart.yaml": "name: quickticket",
      "chart/values.yaml": "replicas: 1\ntag: v1",
    },
    program: () =>
      Promise.resolve({ code: 0, stdout: parts.join("---\n"), stderr: "" }),
  }));
  assert.match(
    finding.measured,
    /no value changes a number of replicas; no value changes an image/,
  );
});

Deno.test("valuePaths() finds values by the last word of their path", () => {
  const values = {
    tag: "v1",
    services: { gateway: { replicas: 1, env: [{ tag: "no" }] } },
  };
  assert.deepEqual(valuePaths(values, /replica/i), [
    "services.gateway.replicas",
  ]);
  assert.deepEqual(valuePaths(values, /tag$/), ["tag"]);
  assert.deepEqual(valuePaths(undefined, /tag/), []);
});

const found = {
  name: "shop",
  namespace: "shop",
  status: "deployed",
  chart: "quickticket-0.1.0",
};

Deno.test("a release is deployed, and sells", () => {
  assert.equal(evaluateRelease(found, sold).verdict, "pass");
  assert.equal(evaluateRelease(found, { ...sold, orders: 0 }).verdict, "fail");
  assert.equal(
    evaluateRelease({ ...found, status: "failed" }, undefined).verdict,
    "fail",
  );
});

Deno.test("a rollback is the last of at least three revisions", () => {
  const install = {
    revision: 1,
    status: "superseded",
    description: "Install complete",
  };
  const upgrade = {
    revision: 2,
    status: "superseded",
    description: "Upgrade complete",
  };
  const back = {
    revision: 3,
    status: "deployed",
    description: "Rollback to 1",
  };
  assert.equal(evaluateHistory([install, upgrade, back]).verdict, "pass");
  assert.equal(evaluateHistory([install]).verdict, "not_started");
  assert.equal(evaluateHistory([install, upgrade]).verdict, "fail");
  assert.equal(evaluateHistory([upgrade, back]).verdict, "fail");
  assert.equal(
    evaluateHistory([install, upgrade, { ...back, status: "failed" }]).verdict,
    "fail",
  );
  const again = {
    revision: 3,
    status: "deployed",
    description: "Upgrade complete",
  };
  assert.equal(evaluateHistory([install, upgrade, again]).verdict, "fail");
});
