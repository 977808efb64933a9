import assert from "node:assert/strict";
import { parse } from "yaml";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { fakeKubectl, refused } from "./kubectl_fake.ts";
import { outcomeOf, runLoad, startLoad } from "./load_pod.ts";

function summary(
  { orders = [1, 1], ended = "planned", failures = 0 }: {
    readonly orders?: readonly number[];
    readonly ended?: string;
    readonly failures?: number;
  } = {},
): string {
  return JSON.stringify({
    run: { ended },
    orders: { completed: orders.reduce((sum, one) => sum + one, 0) },
    requests: { count: 9, failures, results: { ok: 9 } },
    steps: { list: { count: 9, failures, statuses: { "200": 9 } } },
    intervalMs: 500,
    intervals: orders.map((one) => ({ orders: one })),
  });
}

for (
  const [orders, lullMs] of [
    [[1, 1, 1], 0],
    [[1, 0, 0, 1, 0], 1000],
    [[0, 0, 0], 1500],
    [[0, 1, 0, 0, 0], 1500],
    [[], 0],
  ] as const
) {
  Deno.test(`orders of ${orders.join(", ") || "no interval"} have a lull of ${lullMs} ms`, () => {
    assert.equal(outcomeOf(summary({ orders })).lullMs, lullMs);
  });
}

Deno.test("a summary is the last line that is JSON, after whatever else was said", () => {
  const log = `starting\n{"not": "it"}\n${summary({ orders: [3] })}\nbye\n`;
  assert.equal(outcomeOf(log).orders, 3);
});

Deno.test("a load without a summary is reported with the end of its log", () => {
  assert.throws(
    () => outcomeOf("starting\nout of memory"),
    (error) =>
      error instanceof CouldNotRun && /out of memory$/.test(error.message),
  );
});

const OPTIONS = { image: "loadgen:1", scenario: "mixed", rps: 20 } as const;

/** A cluster in which a load runs that ends with this log. */
function cluster(log: string, phase = "Running") {
  return fakeKubectl([
    [/^apply/, ""],
    [/^wait/, ""],
    [/^logs/, log],
    [/^get pod/, phase],
    [/^delete pod/, ""],
  ]);
}

Deno.test("a load is a pod that may do nothing on its node, and says what it was asked for", async () => {
  const kubectl = cluster(summary());
  await startLoad(kubectl, { ...OPTIONS, seconds: 5 });
  const { spec } = parse(kubectl.inputs[0] ?? "");
  const [container] = spec.containers;
  assert.deepEqual(container.args, [
    "--scenario=mixed",
    "--rps=20",
    "--duration=5s",
    "--url=http://gateway:8080",
    "--json",
  ]);
  assert.equal(spec.securityContext.runAsNonRoot, true);
  assert.equal(spec.automountServiceAccountToken, false);
  assert.deepEqual(container.securityContext.capabilities, { drop: ["ALL"] });
});

Deno.test("a load that came to its end is reported, and its pod removed", async () => {
  const kubectl = cluster(summary({ orders: [2, 3] }));
  const load = await startLoad(kubectl, OPTIONS);
  assert.equal((await load.ended()).orders, 5);
  assert.match(kubectl.calls.at(-1) ?? "", /^delete pod load-/);
});

Deno.test("a load that another user ended proves nothing about what came after", async () => {
  const load = await startLoad(cluster(summary({ ended: "stopped" })), OPTIONS);
  await assert.rejects(load.ended(), /over before its end .*: stopped/);
});

for (
  const [phase, isWhole] of [
    ["Running", true],
    ["Succeeded", true],
    ["Failed", false],
    ["Running2026-11-24T12:00:00Z", false],
  ] as const
) {
  Deno.test(`a load that is ${phase} when it is stopped counts: ${isWhole}`, async () => {
    const log = summary({ ended: "stopped" });
    const load = await startLoad(cluster(log, phase), OPTIONS);
    if (isWhole) assert.equal((await load.stop()).requests, 9);
    else await assert.rejects(load.stop(), CouldNotRun);
  });
}

Deno.test("a pod that does not become ready is removed", async () => {
  const kubectl = fakeKubectl([
    [/^apply|^delete/, ""],
    [/^wait/, refused("timed out")],
  ]);
  await assert.rejects(startLoad(kubectl, OPTIONS), /timed out/);
  await assert.rejects(runLoad(kubectl, "a", []), /timed out/);
  const removed = kubectl.calls.filter((one) => one.startsWith("delete"));
  assert.equal(removed.length, 2);
});
