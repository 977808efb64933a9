import assert from "node:assert/strict";
import { fakeKubectl } from "../../adapters/kubernetes/kubectl_fake.ts";
import { DISRUPTIONS } from "./disruptions.ts";

/** A cluster in which each app has two pods. */
function cluster() {
  return fakeKubectl([
    [
      /^get pods -l app=(\w+) -o name$/,
      (words) => {
        const app = /app=(\w+)/.exec(words)?.[1];
        return `pod/${app}-1\npod/${app}-2`;
      },
    ],
    [/^get pod /, { metadata: { namespace: "shop" } }],
    [/./, ""],
  ]);
}

/** The changes that a disruption makes to the cluster. */
async function done(what: RegExp) {
  const one = DISRUPTIONS.find((each) => what.test(each.what));
  assert.ok(one, `there is no disruption ${what}`);
  const kubectl = cluster();
  await one.run(kubectl);
  const at = kubectl.calls.findIndex((words) => !words.startsWith("get "));
  return {
    calls: kubectl.calls.filter((words) => !words.startsWith("get ")),
    input: kubectl.inputs[at],
  };
}

Deno.test("a pod is deleted without waiting for its end", async () => {
  const { calls } = await done(/^a pod of events is deleted/);
  assert.deepEqual(calls, ["delete pod/events-1 --wait=false"]);
});

Deno.test("an eviction asks as a drain does, so that a budget can refuse it", async () => {
  const { calls, input } = await done(/^a pod of gateway is evicted/);
  assert.deepEqual(calls, [
    "create -f - --raw /api/v1/namespaces/shop/pods/gateway-1/eviction",
  ]);
  assert.deepEqual(JSON.parse(input ?? ""), {
    apiVersion: "policy/v1",
    kind: "Eviction",
    metadata: { name: "gateway-1", namespace: "shop" },
  });
});

Deno.test("a Deployment is restarted by kubectl, the gateway's Rollout by its spec", async () => {
  const payments = await done(/^payments is restarted/);
  assert.deepEqual(payments.calls, ["rollout restart deployment/payments"]);
  const { calls: [patch = ""] } = await done(/^gateway is restarted/);
  const [, json = ""] = /^patch rollout gateway --type=merge -p (.*)$/
    .exec(patch) ?? [];
  const { spec: { restartAt } } = JSON.parse(json);
  assert.ok(Number.isFinite(Date.parse(restartAt)), patch);
});

Deno.test("only what has one pod may fail for a while", () => {
  const outages = DISRUPTIONS.filter(({ outage }) => outage);
  assert.deepEqual(
    outages.map(({ what }) => what.split(" ")[0]),
    ["Redis", "PostgreSQL"],
  );
});

Deno.test("each app that is doubled loses a pod in three ways", () => {
  for (const app of ["gateway", "events", "payments", "notifications"]) {
    const own = DISRUPTIONS.filter(({ what }) =>
      new RegExp(`\\b${app}\\b`).test(what)
    );
    assert.equal(own.length, 3, app);
  }
});

Deno.test("no two disruptions have one name", () => {
  const names = DISRUPTIONS.map(({ what }) => what);
  assert.equal(new Set(names).size, names.length);
});
