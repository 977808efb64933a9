// Runs with -P=test-system
/**
 * The client of a cluster, against an API server on the loopback.
 */

import assert from "node:assert/strict";
import { fakeClock } from "../../../../services/shared/clock_fake.ts";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { connect } from "./api_client.ts";
import { findWorkload, readWorkload } from "./change_workload.ts";
import {
  deployment,
  type Kept,
  NAMESPACE,
  withCluster,
} from "./cluster_fixture.ts";
import { settled } from "./settle.ts";

const ROLLOUTS = { kind: "rollouts", group: "argoproj.io/v1alpha1" };
const SETS = { kind: "statefulsets" };

Deno.test("the context of the kubeconfig is used, or the one that is named", () =>
  withCluster(async () => {
    assert.equal((await connect(undefined)).context, "test");
    assert.equal((await connect("other")).context, "other");
    await assert.rejects(
      connect("production"),
      (error) =>
        error instanceof CouldNotRun && /test, other$/.test(error.message),
    );
  }));

for (
  const [what, objects, found] of [
    ["a Deployment", [deployment("a")], "deployment/a"],
    ["a StatefulSet", [deployment("a", SETS)], "statefulset/a"],
    ["a Rollout", [deployment("a", ROLLOUTS)], "rollout/a"],
    [
      "a Rollout that took over a Deployment",
      [deployment("a", { replicas: 0 }), deployment("a", ROLLOUTS)],
      "rollout/a",
    ],
    [
      "a Deployment beside a Rollout that has no pod",
      [deployment("a"), deployment("a", { ...ROLLOUTS, replicas: 0 })],
      "deployment/a",
    ],
  ] as const
) {
  Deno.test(`${what} is found by its name alone`, () =>
    withCluster(async ({ objects: kept }) => {
      for (const [path, object] of objects) kept.set(path, object);
      const name = await findWorkload(await connect(undefined), NAMESPACE, "a");
      assert.equal(name, found);
    }));
}

Deno.test("what has no pod at all is not found", () =>
  withCluster(async ({ objects }) => {
    const [path, object] = deployment("a", { replicas: 0 });
    objects.set(path, object);
    await assert.rejects(
      findWorkload(await connect(undefined), NAMESPACE, "a"),
      CouldNotRun,
    );
  }));

Deno.test("a server's refusal is reported in its own words", () =>
  withCluster(async ({ refused }) => {
    const [path] = deployment("a");
    refused.set(path, 403);
    await assert.rejects(
      readWorkload(await connect(undefined), NAMESPACE, "deployment/a"),
      new RegExp(`Cannot find deployment/a in ${NAMESPACE}: .*is refused`),
    );
  }));

/** Waits for a workload whose pods become as it asks when a test says so. */
async function waiting(
  body: (
    become: () => void,
    clock: ReturnType<typeof fakeClock>,
  ) => Promise<void>,
  signal = new AbortController().signal,
): Promise<number> {
  let took = NaN;
  await withCluster(async ({ objects }) => {
    const [path, object] = deployment("a");
    const early: Kept = { ...object, status: { observedGeneration: 0 } };
    objects.set(path, early);
    const clock = fakeClock();
    const on = {
      namespace: NAMESPACE,
      workload: "deployment/a",
      clock,
      signal,
    };
    const settling = settled(await connect(undefined), on);
    settling.catch(() => {}); // it is looked at below
    await body(() => objects.set(path, object), clock);
    // Its looks go over real sockets, so that time must wait for them.
    let isOver = false;
    const over = (): void => void (isOver = true);
    settling.then(over, over);
    for (let i = 0; !isOver && i < 2000; i++) await clock.advance(100);
    took = await settling;
  });
  return took;
}

Deno.test("a change is there when its pods are, and not before", async () => {
  const took = await waiting(async (become, clock) => {
    while (clock.slept.length < 3) await clock.advance(100);
    become();
  });
  assert.ok(took > 0 && took < 120, `${took} s`);
});

Deno.test("a change that does not come is given up with what is missing", async () => {
  await assert.rejects(
    waiting(() => Promise.resolve()),
    /not there after 120 s: its controller has not looked yet/,
  );
});

Deno.test("a caller that stops waiting does not learn that it is there", async () => {
  await assert.rejects(
    waiting(() => Promise.resolve(), AbortSignal.abort("enough")),
    (reason) => reason === "enough",
  );
});
