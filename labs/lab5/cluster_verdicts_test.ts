import assert from "node:assert/strict";
import type { Application } from "./application.ts";
import type { TakenBack } from "./deliveries.ts";
import { evaluateDrift } from "./drift_check.ts";
import { evaluateFollows } from "./follow_check.ts";
import { evaluateBad, evaluateRevert } from "./rollback_checks.ts";
import {
  evaluateRunning,
  isDeliveredBy,
  type Running,
} from "./running_check.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";

const source = {
  repoURL: "git://git.argocd/quickticket.git",
  targetRevision: "main",
  path: "k8s",
};

const application: Application = {
  metadata: { name: "quickticket", namespace: "argocd", annotations: {} },
  spec: {
    source,
    sources: [],
    destination: { namespace: "default" },
    syncPolicy: { automated: { enabled: true, selfHeal: true } },
  },
  status: {
    sync: { status: "Synced", revision: SHA },
    health: { status: "Healthy" },
    history: [],
    conditions: [],
    resources: [],
  },
};

Deno.test("an Application that follows main by itself, and is well, is taken", () => {
  assert.equal(evaluateFollows(application, true).verdict, "pass");
  const head = {
    ...application,
    spec: {
      ...application.spec,
      source: { ...source, targetRevision: "HEAD" },
    },
  };
  assert.equal(evaluateFollows(head, true).verdict, "pass");
  assert.equal(evaluateFollows(undefined, false).verdict, "not_started");
  assert.equal(evaluateFollows(application, false).verdict, "could_not_verify");
});

for (
  const [what, change] of [
    ["that waits to be asked", {
      spec: { ...application.spec, syncPolicy: {} },
    }],
    ["that is switched off", {
      spec: {
        ...application.spec,
        syncPolicy: { automated: { enabled: false, selfHeal: true } },
      },
    }],
    ["that follows a branch of a lab", {
      spec: {
        ...application.spec,
        source: { ...source, targetRevision: "feature/lab5" },
      },
    }],
    ["of which something else runs", {
      status: {
        ...application.status,
        sync: { status: "OutOfSync", revision: SHA },
      },
    }],
    ["that does not come up", {
      status: { ...application.status, health: { status: "Progressing" } },
    }],
  ] as const
) {
  Deno.test(`an Application ${what} is refused`, () => {
    assert.equal(
      evaluateFollows({ ...application, ...change }, true).verdict,
      "fail",
    );
  });
}

const all: readonly Running[] = ["gateway", "events", "payments"].map((
  service,
) => ({
  service,
  image: `k3d-registry.localhost:5000/quickticket/${service}:${SHA}`,
  version: SHA,
  commit: SHA,
  isDelivered: true,
}));

Deno.test("a commit runs when the tag, the program and its messenger agree", () => {
  assert.equal(evaluateRunning(all).verdict, "pass");
  const short = all.map((one) => ({ ...one, image: one.image.slice(0, -28) }));
  assert.equal(evaluateRunning(short).verdict, "pass");
  for (
    const [what, change] of [
      ["latest", { image: "a/payments:latest", commit: undefined }],
      ["no tag", { image: "a/payments", commit: undefined }],
      ["a version", {
        image: "a/payments:v1",
        version: "v1",
        commit: undefined,
      }],
      ["a commit of no main", { commit: undefined }],
      ["an older program under a new name", { version: "v1" }],
      ["a program that says nothing", { version: "" }],
      ["kubectl apply", { isDelivered: false }],
    ] as const
  ) {
    const wrong = all.map((one) =>
      one.service === "payments" ? { ...one, ...change } : one
    );
    assert.equal(evaluateRunning(wrong).verdict, "fail", what);
  }
  assert.equal(
    evaluateRunning(all.slice(1)).verdict,
    "fail",
    "one is not there",
  );
});

Deno.test("who wrote an image last is asked of the API server", () => {
  const wrote = (manager: string, time: string) => ({
    manager,
    time,
    fieldsV1: { "f:image": {} },
  });
  const argo = wrote("argocd-controller", "2026-01-01T00:00:02Z");
  assert.equal(
    isDeliveredBy([argo, wrote("kubectl", "2026-01-01T00:00:01Z")], "argocd"),
    true,
  );
  assert.equal(
    isDeliveredBy([argo, wrote("kubectl", "2026-01-01T00:00:03Z")], "argocd"),
    false,
  );
  assert.equal(
    isDeliveredBy([{ ...argo, fieldsV1: { "f:replicas": {} } }], "argocd"),
    false,
  );
  assert.equal(isDeliveredBy([], "argocd"), false);
});

Deno.test("drift is evaluated by whether it goes, and by what remains", () => {
  const healed = {
    selfHeal: true,
    healedAfter: 3.2,
    isWellAfter: true,
    seen: "OutOfSync",
  };
  assert.equal(evaluateDrift(healed).verdict, "pass");
  assert.equal(
    evaluateDrift({ ...healed, healedAfter: undefined }).verdict,
    "fail",
  );
  assert.equal(
    evaluateDrift({ ...healed, isWellAfter: false }).verdict,
    "fail",
  );
});

const bad: TakenBack = {
  bad: SHA,
  images: ["a/gateway:0badbad"],
  badAt: 100_000,
  revert: SHA.replace("0", "f"),
  revertedAt: 160_000,
  healthyAt: 175_000,
  isAutomatic: true,
};

Deno.test("a bad delivery is one that no node can pull", () => {
  assert.equal(evaluateBad(bad, 3).verdict, "pass");
  assert.equal(evaluateBad(undefined, 1).verdict, "not_started");
  assert.equal(evaluateBad(undefined, 3).verdict, "fail");
});

Deno.test("the way back is timed from the commit, by Argo CD alone", () => {
  const well = { state: "Synced, Healthy", isWell: true };
  const good = evaluateRevert(bad, well);
  assert.equal(good.verdict, "pass");
  assert.match(good.measured, /\b15 s\b/);
  assert.equal(
    evaluateRevert({ ...bad, revert: undefined }, well).verdict,
    "fail",
  );
  assert.equal(
    evaluateRevert({ ...bad, isAutomatic: false }, well).verdict,
    "fail",
  );
  assert.equal(
    evaluateRevert({ ...bad, healthyAt: 960_000 }, well).verdict,
    "fail",
  );
  assert.equal(
    evaluateRevert(bad, { state: "Synced, Degraded", isWell: false }).verdict,
    "fail",
  );
  assert.equal(
    evaluateRevert({ ...bad, revertedAt: 50_000 }, well).verdict,
    "could_not_verify",
  );
});
