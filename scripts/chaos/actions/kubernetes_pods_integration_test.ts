// Runs with -P=test-system
/**
 * Pods and nodes of a cluster, deleted, closed and cut off, by the real client, and how that is undone.
 */

import assert from "node:assert/strict";
import {
  node,
  pod,
  withCluster,
} from "../../adapters/kubernetes/api/cluster_fixture.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { undoOne } from "../undo_one.ts";
import {
  doAndUndo,
  fill,
  prepared,
  signal,
  withoutEmpty,
} from "./kubernetes_fixture.ts";

Deno.test("as many pods are deleted as were asked for, of those that run", () =>
  withCluster(async (cluster) => {
    fill(
      cluster,
      pod("gateway-1", "gateway"),
      pod("gateway-2", "gateway", { phase: "Pending" }),
      pod("gateway-3", "gateway", {
        deletionTimestamp: "2026-11-24T12:00:00Z",
      }),
      pod("gateway-4", "gateway"),
      pod("events-1", "events"),
    );
    const action = await prepared({
      do: "delete_pods",
      selector: "app=gateway",
      count: 2,
    });
    assert.equal(await action.inject(signal), "deleted gateway-1, gateway-4");
    assert.deepEqual(action.undo, []);
    assert.deepEqual(
      cluster.changes.map((one) => one.split("/").at(-1)),
      ["gateway-1", "gateway-4"],
    );
  }));

Deno.test("fewer pods than were asked for are refused before one is deleted", () =>
  withCluster(async (cluster) => {
    fill(cluster, pod("gateway-1", "gateway"));
    await assert.rejects(
      prepared({ do: "delete_pods", selector: "app=gateway", count: 2 }),
      /Cannot choose 2 pods of app=gateway in shop: 1 run/,
    );
    assert.deepEqual(cluster.changes, []);
  }));

Deno.test("a disruption budget that says no is an answer", () =>
  withCluster(async (cluster) => {
    const [path, object] = pod("gateway-1", "gateway");
    fill(cluster, [path, object]);
    cluster.refused.set(`${path}/eviction`, 429);
    const action = await prepared({ do: "evict", selector: "app=gateway" });
    assert.match(await action.inject(signal), /^gateway-1 stays: 429/);
    cluster.refused.clear();
    assert.equal(await action.inject(signal), "gateway-1 evicted");
  }));

Deno.test("a cordoned node is opened again, and one that was closed before stays closed", () =>
  withCluster(async (cluster) => {
    const before = fill(
      cluster,
      pod("payments-1", "payments", { node: "a" }),
      pod("payments-2", "payments", { node: "b" }),
      pod("events-1", "events", { node: "c" }),
      node("a"),
      node("b", { unschedulable: true }),
      node("c"),
    );
    const action = await prepared({ do: "cordon", selector: "app=payments" });
    const { during, after } = await doAndUndo(cluster, action);
    assert.equal(during.match(/"unschedulable":true/g)?.length, 2);
    assert.equal(withoutEmpty(after), before);
    assert.ok(!cluster.changes.some((one) => /nodes\/[bc]/.test(one)));
  }));

Deno.test("nodes that are all closed need neither closing nor opening", () =>
  withCluster(async (cluster) => {
    fill(
      cluster,
      pod("payments-1", "payments", { node: "a" }),
      node("a", { unschedulable: true }),
    );
    const action = await prepared({ do: "cordon", selector: "app=payments" });
    assert.deepEqual(action.undo, []);
    await action.inject(signal);
    assert.deepEqual(cluster.changes, []);
  }));

Deno.test("pods without a node cannot be cordoned", () =>
  withCluster(async (cluster) => {
    fill(cluster, pod("payments-1", "payments"));
    await assert.rejects(
      prepared({ do: "cordon", selector: "app=payments" }),
      /no pod of app=payments in shop has one/,
    );
  }));

Deno.test("pods are cut off by a policy of the run's name, and it is deleted", () =>
  withCluster(async (cluster) => {
    const action = await prepared(
      { do: "isolate", selector: "app=redis,role=cache" },
      "20261124T120000Z-my_test-1a2b",
    );
    await action.inject(signal);
    const [[path, policy] = ["", undefined]] = [...cluster.objects];
    assert.match(
      path,
      /networkpolicies\/quickticket-chaos-20261124t120000z-my-test-1a2b$/,
    );
    assert.deepEqual(policy?.spec, {
      podSelector: { matchLabels: { app: "redis", role: "cache" } },
      policyTypes: ["Ingress"],
    });
    const [undo] = action.undo;
    assert.ok(undo);
    await undoOne(undo, fetch);
    assert.equal(cluster.objects.size, 0);
    await undoOne(undo, fetch); // twice is as good as once
  }));

Deno.test("a selector that is no list of labels isolates nothing", () =>
  withCluster(async (cluster) => {
    const action = await prepared({ do: "isolate", selector: "app!=redis" });
    await assert.rejects(action.inject(signal), CouldNotRun);
    assert.equal(cluster.objects.size, 0);
  }));
