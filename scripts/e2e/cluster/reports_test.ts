import assert from "node:assert/strict";
import { fakeKubectl } from "../../adapters/kubernetes/kubectl_fake.ts";
import { countOrders } from "./books.ts";
import { type PodSeen, podsSeen, restartsBetween } from "./pods.ts";
import {
  memoryIn,
  problemsOf as problemsOfSoak,
  type Soaked,
  soakLine,
} from "./soak_report.ts";
import { problemsOf, stageLine, type Step } from "./stage_report.ts";

const OUTCOME = { requests: 90, failures: 0, orders: 7, results: {} };

const STEP: Step = {
  stage: "lab07",
  readyMs: 12_400,
  during: OUTCOME,
  sold: OUTCOME,
};

for (
  const [what, change, words] of [
    ["a stage that sells", {}, undefined],
    ["a stage on an empty cluster", { during: undefined }, undefined],
    ["nothing was sold", { sold: { ...OUTCOME, orders: 0 } }, /no ticket/],
    [
      "failures afterwards",
      { sold: { ...OUTCOME, failures: 2 } },
      /2 failures/,
    ],
    [
      "failures meanwhile",
      { during: { ...OUTCOME, failures: 3, results: { refused: 3 } } },
      /3 requests failed meanwhile: .*"refused":3/,
    ],
  ] as const
) {
  Deno.test(`the step to a stage: ${what}`, () => {
    const step = { ...STEP, ...change };
    const problems = problemsOf(step);
    const line = stageLine(step, problems);
    assert.match(
      line,
      words === undefined ? /^ok {6}lab07: / : /^FAILED {2}lab07: /,
    );
    assert.match(problems.join(), words ?? /^$/);
    assert.match(line, /ready after 12 s/);
  });
}

const SOAKED: Soaked = {
  outcome: OUTCOME,
  rows: 7,
  restarts: 0,
  isOutOfMemory: false,
  first: 2,
  most: 5,
  grownAfterS: 40,
  memory: new Map([["gateway", 85], ["redis", 12]]),
  shrunkMs: 61_000,
};

for (
  const [what, change, words] of [
    [
      "failed requests",
      { outcome: { ...OUTCOME, failures: 1 } },
      /1 requests failed/,
    ],
    [
      "nothing sold",
      { outcome: { ...OUTCOME, orders: 0 }, rows: 0 },
      /nothing was sold/,
    ],
    ["orders that are not in the database", { rows: 6 }, /6 rows for 7 orders/],
    ["a container without memory", { isOutOfMemory: true }, /out of memory/],
    ["a restart", { restarts: 1 }, /1 restarts/],
    ["a gateway that did not grow", { most: 2 }, /did not grow/],
    [
      "a gateway that did not shrink",
      { shrunkMs: undefined },
      /did not shrink/,
    ],
  ] as const
) {
  Deno.test(`a soak of the cluster fails for ${what}, and says so`, () => {
    const soaked = { ...SOAKED, ...change };
    const problems = problemsOfSoak(soaked);
    assert.equal(problems.length, 1, problems.join());
    const line = soakLine(soaked, { rps: 100, minutes: 10 }, problems);
    assert.match(line, /^FAILED /);
    assert.match(line, words);
  });
}

Deno.test("a soak that went well tells how the gateway grew and shrank", () => {
  assert.deepEqual(problemsOfSoak(SOAKED), []);
  const line = soakLine(SOAKED, { rps: 100, minutes: 10 }, []);
  assert.match(
    line,
    /^ok .*2 -> 5 \(after 40 s\) -> 2 \(61 s after the load\)/,
  );
  assert.match(line, /gateway 85, redis 12 MiB/);
});

Deno.test("memory is reported by the app of each pod, whatever the unit", () => {
  const text = [
    "gateway-7d9f8b6c5d-x2k8p   12m   85Mi",
    "gateway-7d9f8b6c5d-zzzzz   9m    2Gi",
    "postgres-0                 5m    120Mi",
    "load-1234                  5m    10Mi",
    "gatewayish                 5m    10Mi",
    "error: Metrics API not available",
    "",
  ].join("\n");
  assert.deepEqual(memoryIn(text), [
    ["gateway", 85],
    ["gateway", 2048],
    ["postgres", 120],
  ]);
});

function pod(name: string, restarts: number): PodSeen {
  return { name, app: "a", isReady: true, restarts, wasOutOfMemory: false };
}

for (
  const [what, before, after, expected] of [
    ["nothing happened", [pod("a", 1)], [pod("a", 1)], 0],
    ["a pod was restarted", [pod("a", 1)], [pod("a", 3)], 2],
    ["a pod with restarts was replaced", [pod("a", 5)], [pod("b", 0)], 0],
    ["a new pod was restarted", [pod("a", 0)], [pod("a", 0), pod("b", 1)], 1],
    ["a pod is gone", [pod("a", 1), pod("b", 2)], [pod("a", 1)], 0],
  ] as const
) {
  Deno.test(`restarts when ${what}: ${expected}`, () => {
    assert.equal(restartsBetween(before, after), expected);
  });
}

Deno.test("pods are reported with their restarts; those of jobs are left out", async () => {
  const container = (
    restartCount: number,
    ready: boolean,
    reason?: string,
  ) => ({
    name: "c",
    restartCount,
    ready,
    lastState: reason === undefined ? {} : { terminated: { reason } },
  });
  const item = (
    name: string,
    labels: object,
    ...containerStatuses: object[]
  ) => ({
    metadata: { name, labels },
    status: { containerStatuses },
  });
  const kubectl = fakeKubectl([[/^get pods/, {
    items: [
      item("a", { app: "gateway" }, container(1, true), container(2, false)),
      item("b", { app: "redis" }, container(1, true, "OOMKilled")),
      item("c", { app: "x", "job-name": "setup" }, container(0, false)),
      item("d", {}),
    ],
  }]]);
  const seen = await podsSeen(kubectl);
  assert.deepEqual(
    seen.map((
      { name, app, isReady, restarts, wasOutOfMemory },
    ) => [name, app, isReady, restarts, wasOutOfMemory]),
    [
      ["a", "gateway", false, 3, false],
      ["b", "redis", true, 1, true],
      ["d", "", true, 0, false],
    ],
  );
});

for (
  const [said, count] of [["12", 12], ["NOTICE: x\n0", 0], ["", undefined], [
    "psql: error",
    undefined,
  ]] as const
) {
  Deno.test(`orders that psql prints as ${JSON.stringify(said)} are ${count ?? "unknown"}`, async () => {
    const counting = countOrders(fakeKubectl([[/^exec/, said]]));
    if (count === undefined) await assert.rejects(counting, /Cannot count/);
    else assert.equal(await counting, count);
  });
}
