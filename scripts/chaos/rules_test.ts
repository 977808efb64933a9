import assert from "node:assert/strict";
import { actionProvider } from "./model/action_providers.ts";
import { experimentWith, HARMLESS } from "./run_fixture.ts";
import { problemsOf, touchedBy } from "./rules.ts";

type Raw = Readonly<Record<string, unknown>>;

const TOUCHED: readonly (readonly [Raw, string | undefined])[] = [
  [
    { type: "fault", service: "payments", fault: { kind: "error" } },
    "payments",
  ],
  [{ type: "part", name: "redis", do: "kill" }, "redis"],
  [{ type: "environment", service: "events", variables: {} }, "events"],
  [{ type: "compose", service: "gateway", do: "stop" }, "gateway"],
  [{ type: "network", name: "postgres", do: "delay" }, "postgres"],
  [{ type: "lock", table: "events" }, "postgres"],
  [
    {
      type: "kubernetes",
      do: "scale",
      workload: "rollout/gateway",
      replicas: 1,
    },
    "gateway",
  ],
  [
    { type: "kubernetes", do: "delete_pods", selector: "app=payments" },
    "payments",
  ],
  [
    {
      type: "kubernetes",
      do: "delete_pods",
      selector: "track=canary,app=payments",
    },
    "payments",
  ],
  [{ type: "http", url: "http://x/" }, undefined],
];

for (const [raw, part] of TOUCHED) {
  Deno.test(`an action ${JSON.stringify(raw)} touches ${part}`, () => {
    assert.equal(touchedBy(actionProvider.parse(raw)), part);
  });
}

function deleting(selector: string) {
  return experimentWith({
    method: [{
      ...HARMLESS,
      provider: { type: "kubernetes", do: "delete_pods", selector },
    }],
  }, {
    blast_radius: { parts: ["payments"], impact: "none", namespace: "shop" },
  });
}

Deno.test("pods of a part inside of the blast radius may be touched", () => {
  assert.deepEqual(problemsOf(deleting("app=payments")), []);
  assert.deepEqual(problemsOf(deleting("app == payments")), []);
});

for (
  const selector of [
    "app!=payments",
    "app=gateway",
    "tier=payments",
    "app in (payments, gateway)",
    "app notin (payments)",
    "app",
    "!app",
    "app=payments,app=gateway",
    "app!=gateway,x=payments",
  ]
) {
  Deno.test(`a selector that can choose other pods is outside of the blast radius: ${selector}`, () => {
    const [problem] = problemsOf(deleting(selector));
    assert.match(
      problem?.words ?? "it was taken",
      /outside of the blast radius/,
    );
    assert.deepEqual(problem?.path, ["method", 0, "provider"]);
  });
}

Deno.test("objects of a cluster are only touched in a namespace that is named", () => {
  const experiment = experimentWith({
    method: [{
      ...HARMLESS,
      provider: {
        type: "kubernetes",
        do: "delete_pods",
        selector: "app=gateway",
      },
    }],
  });
  const [problem] = problemsOf(experiment);
  assert.match(problem?.words ?? "", /must name the namespace/);
});

Deno.test("rollbacks are held to the same blast radius as the method", () => {
  const foreign = {
    ...HARMLESS,
    provider: { type: "part", name: "redis", do: "start" },
  };
  const [problem] = problemsOf(experimentWith({ rollbacks: [foreign] }));
  assert.deepEqual(problem?.path, ["rollbacks", 0, "provider"]);
});

Deno.test("the place of a problem counts probes, as the file does", () => {
  const look = {
    type: "probe",
    name: "look",
    provider: { type: "http", url: "http://gateway/events" },
  };
  const foreign = {
    ...HARMLESS,
    provider: { type: "part", name: "redis", do: "kill" },
  };
  const [problem] = problemsOf(experimentWith({ method: [look, foreign] }));
  assert.deepEqual(problem?.path, ["method", 1, "provider"]);
});

Deno.test("a limit must leave room for all pauses of the method, before and after", () => {
  const step = { ...HARMLESS, pauses: { before: 6, after: 5 } };
  const experiment = (time_limit_s: number) =>
    experimentWith({ method: [step, step] }, { time_limit_s });
  assert.deepEqual(problemsOf(experiment(22)), []);
  assert.match(
    problemsOf(experiment(21))[0]?.words ?? "",
    /must be at least 22, .*current value is 21/,
  );
});

Deno.test("all problems are reported together", () => {
  const experiment = experimentWith({
    method: [
      { ...HARMLESS, provider: { type: "part", name: "redis", do: "kill" } },
      {
        ...HARMLESS,
        provider: { type: "http", url: "http://x/" },
        pauses: { after: 60 },
      },
    ],
  });
  assert.equal(problemsOf(experiment).length, 3);
});
