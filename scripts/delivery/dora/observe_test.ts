import assert from "node:assert/strict";
import { parseLog } from "./delivery_log.ts";
import { DRILL, Observer, type Seen, seenIn } from "./observe.ts";

const stable: Seen = {
  service: "gateway",
  version: "a",
  revision: "abcdef1",
  drill: false,
  state: "healthy",
};

Deno.test("a version that comes to serve is one deployment, from its first sight to its end", () => {
  const observer = new Observer();
  const next: Seen = { ...stable, version: "b", revision: "abcdef2" };
  assert.deepEqual(observer.look([stable], 0, undefined), []);
  const underWay: Seen = { ...next, state: "under way" };
  assert.deepEqual(observer.look([underWay], 1000, undefined), []);
  assert.deepEqual(observer.look([underWay], 2000, undefined), []);
  const [ended] = observer.look([next], 3000, undefined);
  assert.deepEqual(ended, {
    kind: "deployment",
    service: "gateway",
    revision: "abcdef2",
    startedAt: 1000,
    endedAt: 3000,
    outcome: "healthy",
    drill: false,
  });
  assert.deepEqual(observer.look([next], 4000, undefined), []);
});

Deno.test("a canary that is taken back is one failure, however long it lies there", () => {
  const observer = new Observer();
  observer.look([stable], 0, undefined);
  const bad: Seen = { ...stable, version: "bad", state: "aborted" };
  const all = [1, 2, 3].flatMap((at) => observer.look([bad], at, undefined));
  assert.deepEqual(all.map(({ outcome }) => outcome), ["aborted"]);
  // Going back to what served is a deployment again: it may bring a fix.
  const [back] = observer.look([stable], 9, undefined);
  assert.equal(back?.outcome, "healthy");
});

Deno.test("an image without a commit in its tag is laid to the one at hand", () => {
  const observer = new Observer();
  observer.look([stable], 0, undefined);
  const tagged: Seen = { ...stable, version: "b", revision: undefined };
  const [ended] = observer.look([tagged], 1, "1234567");
  assert.equal(ended?.revision, "1234567");
});

Deno.test("workloads are read as kubectl lists them", () => {
  const template = (image: string) => ({
    metadata: { annotations: { [DRILL]: "true" } },
    spec: { containers: [{ image }] },
  });
  const items = [
    {
      kind: "Rollout",
      metadata: { name: "gateway" },
      spec: { template: template("quickticket/gateway:0123abc") },
      status: {
        currentPodHash: "x",
        stableRS: "w",
        abort: true,
        phase: "Degraded",
      },
    },
    {
      kind: "Deployment",
      metadata: { name: "events", generation: 2 },
      spec: { replicas: 2, template: template("quickticket/events:v1") },
      status: {
        observedGeneration: 2,
        replicas: 3,
        updatedReplicas: 1,
        availableReplicas: 2,
      },
    },
    { kind: "Pod", metadata: { name: "else" } },
  ];
  const seen = seenIn({ items }).map(({ service, revision, drill, state }) => [
    service,
    revision,
    drill,
    state,
  ]);
  assert.deepEqual(seen, [
    ["gateway", "0123abc", true, "aborted"],
    ["events", undefined, true, "under way"],
  ]);
});

Deno.test("lines of a log that are none are told by their number", () => {
  assert.throws(
    () => parseLog("d.jsonl", '{"kind":"party"}\n\nnonsense\n'),
    /d\.jsonl:1: kind[^]*d\.jsonl:3: line/,
  );
});
