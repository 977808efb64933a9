import assert from "node:assert/strict";
import { fakeKubectl } from "../../adapters/kubernetes/kubectl_fake.ts";
import {
  applyStage,
  namesIn,
  removeOrphans,
  stageOf,
  STAGES,
} from "./stages.ts";

const thing = (kind: string, name: string) => ({ kind, metadata: { name } });

const rendered = (...things: readonly ReturnType<typeof thing>[]) =>
  things.map((one) => JSON.stringify(one)).join("\n---\n");

Deno.test("each stage of the course is found, another is not", () => {
  for (const stage of STAGES) assert.equal(stageOf(stage), stage);
  assert.throws(() => stageOf("lab4"), {
    name: "CouldNotRun",
    message: /^Cannot find stage lab4: stages are lab04, .*; did you mean lab/,
  });
  assert.throws(() => stageOf("production"), /stages are [^;]*lab12$/);
});

Deno.test("the names of a stage are kinds and names, each once", () => {
  const text = rendered(
    thing("Deployment", "gateway"),
    thing("Service", "gateway"),
    thing("Deployment", "gateway"),
  );
  assert.deepEqual([...namesIn(text)], [
    "Deployment/gateway",
    "Service/gateway",
  ]);
});

Deno.test("a stage is applied after its job was removed, then the job is waited for", async () => {
  const kubectl = fakeKubectl([[/./, ""]]);
  await applyStage(kubectl, "lab06");
  const [first, second, third] = kubectl.calls;
  assert.equal(kubectl.calls.length, 3);
  assert.match(first ?? "", /^delete job setup --ignore-not-found/);
  assert.equal(second, "apply -k k8s/stages/lab06");
  assert.match(third ?? "", /^wait job\/setup --for=condition=complete --time/);
});

/** A cluster in which these live, and a stage that has those. */
function cluster(
  live: readonly ReturnType<typeof thing>[],
  wanted: readonly ReturnType<typeof thing>[],
) {
  return fakeKubectl([
    [/^kustomize/, rendered(...wanted)],
    [/^get deployments,/, { items: live }],
    [/^delete/, ""],
    [/./, ""],
  ]);
}

const GATEWAY = thing("Deployment", "gateway");
const HPA = thing("HorizontalPodAutoscaler", "gateway");
const OLD = thing("CronJob", "backup");

Deno.test("what is ours and not of the stage is removed, in one go", async () => {
  const kubectl = cluster([GATEWAY, HPA, OLD], [GATEWAY]);
  assert.deepEqual(await removeOrphans(kubectl, "lab04"), [
    "HorizontalPodAutoscaler/gateway",
    "CronJob/backup",
  ]);
  const removed = kubectl.calls.filter((call) => call.startsWith("delete"));
  assert.deepEqual(removed, [
    "delete --wait=true HorizontalPodAutoscaler/gateway CronJob/backup",
  ]);
});

Deno.test("where nothing is left over nothing is deleted", async () => {
  const kubectl = cluster([GATEWAY], [GATEWAY, HPA]);
  assert.deepEqual(await removeOrphans(kubectl, "lab04"), []);
  assert.ok(!kubectl.calls.some((call) => call.startsWith("delete")));
});

Deno.test("disks, namespaces and what others run are never asked for", async () => {
  const kubectl = cluster([], []);
  await removeOrphans(kubectl, "lab12");
  const asked = kubectl.calls.find((call) => call.startsWith("get deploy"));
  assert.ok(asked);
  assert.doesNotMatch(asked, /persistentvolume|namespace|secretproviders/);
  assert.match(asked, / -l \S*quickticket/);
});
