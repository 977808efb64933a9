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

Deno.test("malformed lines of a log are reported by their number", () => {
  assert.throws(
    () => parseLog("d.jsonl", '{"kind":"party"}\n\nnonsense\n'),
    /d\.jsonl:1: kind[^]*d\.jsonl:3: line/,
  );
});

Deno.test("an aborted canary that lay there before we looked is no new failure", () => {
  const observer = new Observer();
  const bad: Seen = { ...stable, version: "bad", state: "aborted" };
  assert.deepEqual(observer.look([bad], 0, undefined), []);
  assert.deepEqual(observer.look([bad], 1000, undefined), []);
  const [fix] = observer.look([{ ...stable, version: "c" }], 2000, undefined);
  assert.equal(fix?.outcome, "healthy");
});

Deno.test("a canary that is under way at the first look and then taken back is a failure", () => {
  const observer = new Observer();
  const canary: Seen = { ...stable, version: "bad", state: "under way" };
  observer.look([canary], 0, undefined);
  const ended = observer.look(
    [{ ...canary, state: "aborted" }],
    5000,
    undefined,
  );
  assert.deepEqual(
    ended.map(({ outcome, startedAt, endedAt }) => [
      outcome,
      startedAt,
      endedAt,
    ]),
    [["aborted", 0, 5000]],
  );
});

Deno.test("a version that replaces another one on its way begins when it is first seen", () => {
  const observer = new Observer();
  observer.look([stable], 0, undefined);
  const first: Seen = { ...stable, version: "b", state: "under way" };
  const second: Seen = { ...first, version: "c" };
  observer.look([first], 1000, undefined);
  observer.look([second], 4000, undefined);
  const [ended] = observer.look(
    [{ ...second, state: "healthy" }],
    9000,
    undefined,
  );
  assert.equal(ended?.startedAt, 4000);
});

Deno.test("services are watched apart, and one that is gone for a look is no deployment", () => {
  const observer = new Observer();
  const events: Seen = { ...stable, service: "events", version: "e1" };
  observer.look([stable, events], 0, undefined);
  observer.look([stable], 1000, undefined);
  assert.deepEqual(observer.look([stable, events], 2000, undefined), []);
  const next = { ...events, version: "e2" };
  const ended = observer.look([stable, next], 3000, undefined);
  assert.deepEqual(ended.map(({ service }) => service), ["events"]);
});

Deno.test("a version without a commit anywhere is not written down, and not asked for again", () => {
  const observer = new Observer();
  observer.look([stable], 0, undefined);
  const unnamed: Seen = { ...stable, version: "b", revision: undefined };
  assert.deepEqual(observer.look([unnamed], 1, undefined), []);
  assert.deepEqual(observer.look([unnamed], 2, "1234567"), []);
});

const IMAGES: readonly (readonly [string, string | undefined])[] = [
  ["quickticket/gateway:0123abc", "0123abc"],
  ["registry:5000/gateway:0123abc", "0123abc"],
  ["registry:5000/gateway", undefined],
  [`gateway:0123abc@sha256:${"f".repeat(64)}`, "0123abc"],
  [`gateway@sha256:${"f".repeat(64)}`, undefined],
  ["gateway:v1.2.3", undefined],
  ["gateway:latest", undefined],
  ["gateway", undefined],
];

for (const [image, revision] of IMAGES) {
  Deno.test(`the image ${image.slice(0, 40)} names ${revision ?? "no commit"}`, () => {
    const [seen] = seenIn({
      items: [{
        kind: "Rollout",
        metadata: { name: "gateway" },
        spec: { template: { spec: { containers: [{ image }] } } },
      }],
    });
    assert.equal(seen?.revision, revision);
  });
}

Deno.test("an annotation names the commit where the tag does not, and goes before it", () => {
  const annotations = { "quickticket.dev/revision": "fedcba9" };
  const image = "quickticket/gateway:0123abc";
  const template = { spec: { containers: [{ image }] } };
  const [seen] = seenIn({
    items: [{
      kind: "Rollout",
      metadata: { name: "gateway", annotations },
      spec: { template },
    }],
  });
  assert.equal(seen?.revision, "fedcba9");
});

const plainWorkload = (
  status: Record<string, number>,
  replicas = 2,
  image = "events:0123abc",
) => ({
  kind: "Deployment",
  metadata: { name: "events", generation: 4 },
  spec: { replicas, template: { spec: { containers: [{ image }] } } },
  status: {
    observedGeneration: 4,
    replicas: 2,
    updatedReplicas: 2,
    availableReplicas: 2,
    ...status,
  },
});

const HALFWAY: readonly Record<string, number>[] = [
  { observedGeneration: 3 },
  { updatedReplicas: 1 },
  { availableReplicas: 1 },
  { replicas: 3 },
];

for (const status of HALFWAY) {
  Deno.test(`a Deployment with ${JSON.stringify(status)} is still under way`, () => {
    const [done] = seenIn({ items: [plainWorkload({})] });
    assert.equal(done?.state, "healthy");
    const [seen] = seenIn({ items: [plainWorkload(status)] });
    assert.equal(seen?.state, "under way");
  });
}

Deno.test("scaling a Deployment is no new version, another image is", () => {
  const versionOf = (replicas: number, image?: string) =>
    seenIn({ items: [plainWorkload({}, replicas, image)] })[0]?.version;
  assert.equal(versionOf(2), versionOf(5));
  assert.notEqual(versionOf(2), versionOf(2, "events:7654321"));
});
