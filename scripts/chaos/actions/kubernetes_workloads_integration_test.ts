// Runs with -P=test-system
/**
 * Workloads of a cluster, scaled and given other variables, by the real client, and how that is undone.
 */

import assert from "node:assert/strict";
import {
  deployment,
  type Kept,
  withCluster,
} from "../../adapters/kubernetes/api/cluster_fixture.ts";
import { OWNER } from "../../adapters/kubernetes/api/workload.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import {
  doAndUndo,
  fill,
  prepared,
  signal,
  withoutEmpty,
} from "./kubernetes_fixture.ts";

Deno.test("a scaled workload is marked, and gets its replicas and no mark back", () =>
  withCluster(async (cluster) => {
    const before = fill(cluster, deployment("payments", { replicas: 0 }));
    const action = await prepared({
      do: "scale",
      workload: "deployment/payments",
      replicas: 0,
    });
    const { during, after } = await doAndUndo(cluster, action);
    assert.ok(during.includes(`"${OWNER}":"Run-1"`), during);
    assert.equal(withoutEmpty(after), before);
  }));

Deno.test("a workload is scaled to what was asked for", () =>
  withCluster(async (cluster) => {
    const [path, object] = deployment("payments");
    fill(cluster, [path, { ...object, status: { observedGeneration: 1 } }]);
    const action = await prepared({
      do: "scale",
      workload: "deployment/payments",
      replicas: 0,
    });
    assert.match(await action.inject(signal), /2 to 0 replicas, there after/);
    const { spec } = cluster.objects.get(path) as Kept & {
      spec: { replicas: number };
    };
    assert.equal(spec.replicas, 0);
  }));

Deno.test("variables come back as they were: another value, none, a new one", () =>
  withCluster(async (cluster) => {
    const env = [{ name: "A", value: "1" }, { name: "B", value: "2" }];
    fill(cluster, deployment("payments", { env }));
    const action = await prepared({
      do: "set_env",
      workload: "deployment/payments",
      variables: { A: "9", B: "", C: "3" },
    });
    const { during, after, text } = await doAndUndo(cluster, action);
    const envIn = (all: string) => /"env":(\[.*?\])/.exec(all)?.[1] ?? "";
    assert.deepEqual(JSON.parse(envIn(during)), [
      { name: "A", value: "9" },
      { name: "C", value: "3" },
    ]);
    assert.deepEqual(JSON.parse(envIn(after)), env);
    assert.ok(after.includes('"side"'), "another container is gone");
    assert.match(text, /A=9, no B, C=3/);
  }));

Deno.test("a variable that comes from a Secret is left alone", () =>
  withCluster(async (cluster) => {
    const env = [{
      name: "DB_PASS",
      valueFrom: { secretKeyRef: { name: "db", key: "password" } },
    }];
    fill(cluster, deployment("events", { env }));
    await assert.rejects(
      prepared({
        do: "set_env",
        workload: "deployment/events",
        variables: { DB_PASS: "wrong" },
      }),
      (error) => error instanceof CouldNotRun && /DB_PASS/.test(error.message),
    );
    assert.deepEqual(cluster.changes, []);
  }));

Deno.test("a workload that is not there is refused, with the server's own words", () =>
  withCluster(async () => {
    await assert.rejects(
      prepared({ do: "scale", workload: "deployment/kafka", replicas: 0 }),
      /Cannot find deployment\/kafka in shop: .*not found/,
    );
  }));
