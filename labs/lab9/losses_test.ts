import assert from "node:assert/strict";
import type { Result } from "../../scripts/recovery/drill/result.ts";
import type { Verdict } from "../../scripts/checks/verdict.ts";
import { jobOf } from "./backup_job.ts";
import { bornAt, lossesOf } from "./births.ts";
import { evaluateDrill } from "./drill_check.ts";
import { evaluateLoss } from "./loss_check.ts";
import { evaluateRetention, type Retention } from "./retention_verdict.ts";

/** Of three servers, as initdb gave them: 19:18, 19:22:06 and 19:23:44 UTC. */
const [FIRST, SECOND, THIRD] = [
  "7712190512000000000",
  "7712191565268541458",
  "7712191916657610769",
] as const;

Deno.test("an identifier of PostgreSQL tells when its disk was made", () => {
  assert.equal(
    new Date(bornAt(SECOND)).toISOString().slice(0, 16),
    "2026-11-25T19:22",
  );
  assert.ok(bornAt(FIRST) < bornAt(SECOND) && bornAt(SECOND) < bornAt(THIRD));
});

const shown = (id: string, server: string, at: number) => ({
  id,
  server,
  at,
  hasCanary: true,
});
const before = shown("b1", FIRST, bornAt(SECOND) - 60_000);
const last = shown("b2", FIRST, bornAt(SECOND) - 20_000);
const moved = shown("b3", SECOND, bornAt(THIRD) - 5000);

Deno.test("a loss is measured by the last backup of the server before", () => {
  assert.deepEqual(lossesOf([before, last], FIRST), []);
  assert.deepEqual(
    lossesOf([last, before, moved], THIRD).map((
      { backup, rpoSeconds },
    ) => [backup.id, rpoSeconds]),
    [["b2", 20], ["b3", 5]],
  );
});

Deno.test("an outage ends with an order, not with a pod that is Ready", () => {
  const [first, second] = lossesOf([last, moved], THIRD);
  assert.ok(first !== undefined && second !== undefined);
  const ended = { ...first, rtoSeconds: 31.4 };
  const move = { ...second, rtoSeconds: 12 };
  assert.equal(evaluateLoss([ended], false).verdict, "pass");
  assert.match(
    evaluateLoss([ended], false).measured,
    /RPO 20 s \(b2\), RTO 31.4 s/,
  );
  assert.equal(evaluateLoss([ended, move], true).verdict, "pass");
  assert.equal(evaluateLoss([], false).verdict, "not_started");
  assert.equal(evaluateLoss([move], true).verdict, "not_started");
  assert.equal(
    evaluateLoss([{ ...ended, rtoSeconds: undefined }], false).verdict,
    "fail",
  );
  const foreign = { ...ended, backup: { ...last, hasCanary: false } };
  assert.equal(evaluateLoss([foreign], false).verdict, "fail");
});

const result: Result = {
  schema: "quickticket-drill/2",
  began: "2026-11-25T19:22:27.000Z",
  verdict: "pass",
  backup: {
    name: "b3",
    bytes: 21884,
    sha256: "68ab",
    shows: "2026-11-25T19:22:25.224Z",
  },
  of: { database: "quickticket", server: SECOND, timeline: 1 },
  checks: [{
    name: "canary",
    verdict: "pass",
    measured: "5a09",
    bound: "5a09",
  }],
  rto: { serverUp: 6.8, restored: 7.3, verified: 7.6, firstOrder: 10.9 },
  rpo: { seconds: 3.1, orders: 2 },
  live: { orders: 10, seconds: 13.2 },
  provenance: {
    machine: "",
    deno: "",
    revision: "",
    tool: "",
    client: "",
    server: "",
  },
};

Deno.test("a drill counts that was sealed, is ours, and ran while people bought", () => {
  assert.equal(evaluateDrill({ result, isOurs: true }).verdict, "pass");
  assert.equal(
    evaluateDrill({ problem: "it was changed", isOurs: false }).verdict,
    "fail",
  );
  assert.equal(evaluateDrill({ result, isOurs: false }).verdict, "fail");
  const bad: readonly Partial<Result>[] = [
    { verdict: "fail" },
    { rto: { ...result.rto, firstOrder: null } },
    { rpo: { seconds: null, orders: null } },
    { live: { orders: 0, seconds: 9 } },
    { live: null },
  ];
  for (const change of bad) {
    assert.equal(
      evaluateDrill({ result: { ...result, ...change }, isOurs: true }).verdict,
      "fail",
    );
  }
});

const START = Date.parse("2026-11-25T19:25:00Z");
const dump = (i: number) => ({
  path: `/backups/d${i}.dump`,
  bytes: 22963,
  written: START + i * 3000 + 1000,
});
const kept: Retention = {
  runs: {
    succeeded: 7,
    failed: 0,
    began: [0, 1, 2, 3, 4, 5, 6].map((i) => START + i * 3000),
    log: "",
  },
  dumps: [2, 3, 4, 5, 6].map(dump),
  problems: [],
  plan: {
    schedule: "*/5 * * * *",
    concurrencyPolicy: "Forbid",
    failedJobsHistoryLimit: 3,
    whole: {},
  },
  lost: [],
};

const retentions: readonly (readonly [string, Partial<Retention>, Verdict])[] =
  [
    ["the five newest", {}, "pass"],
    ["seven", { dumps: [0, 1, 2, 3, 4, 5, 6].map(dump) }, "fail"],
    ["one", { dumps: [dump(6)] }, "fail"],
    ["the five oldest", { dumps: [0, 1, 2, 3, 4].map(dump) }, "fail"],
    ["five of which one is empty", {
      problems: ["/backups/d6.dump: it is empty, 0 bytes"],
    }, "fail"],
    ["five, and a failed run takes one away", { lost: [dump(2)] }, "fail"],
    ["five, but two may run at once", {
      plan: { ...kept.plan, concurrencyPolicy: "Allow" },
    }, "fail"],
    ["five, but it runs once an hour", {
      plan: { ...kept.plan, schedule: "5 * * * *" },
    }, "fail"],
    ["five, but what fails is hidden", { hidden: true }, "fail"],
    ["none: the runs fail", {
      runs: { ...kept.runs, succeeded: 0, failed: 1 },
      dumps: [],
    }, "fail"],
  ];
for (const [what, change, verdict] of retentions) {
  Deno.test(`after seven runs there are ${what}: ${verdict}`, () => {
    assert.equal(evaluateRetention({ ...kept, ...change }).verdict, verdict);
  });
}

Deno.test("a job of the check is the CronJob's, with other variables", () => {
  const container = {
    name: "backup",
    env: [{ name: "PGHOST", value: "postgres" }, { name: "KEEP" }],
  };
  const template = {
    metadata: { labels: {} },
    spec: { containers: [container], restartPolicy: "OnFailure" },
  };
  const cronJob = {
    metadata: { namespace: "shop" },
    spec: {
      schedule: "*/5 * * * *",
      concurrencyPolicy: "Forbid",
      jobTemplate: {
        spec: { backoffLimit: 2, ttlSecondsAfterFinished: 0, template },
      },
    },
  };
  const { spec } = jobOf(cronJob, "x", {
    times: 1,
    withoutDatabase: true,
  });
  const { hostAliases, ...pod } =
    JSON.parse(JSON.stringify(spec)).template.spec;
  assert.deepEqual(pod, {
    restartPolicy: "Never",
    containers: [{
      name: "backup",
      env: [
        { name: "KEEP" },
        { name: "PGHOST", value: "no-such-server.invalid" },
        { name: "PGHOSTADDR", value: "" },
        { name: "DB_HOST", value: "no-such-server.invalid" },
        { name: "PGCONNECT_TIMEOUT", value: "3" },
      ],
    }],
  });
  assert.ok(
    hostAliases[0].hostnames.includes("postgres.shop.svc.cluster.local"),
    "a script may name the server itself",
  );
  const plain = jobOf(cronJob, "x", { times: 7 });
  assert.deepEqual(JSON.parse(JSON.stringify(plain.spec)), {
    activeDeadlineSeconds: 300,
    backoffLimit: 0,
    completions: 7,
    parallelism: 1,
    template: {
      ...template,
      spec: { restartPolicy: "Never", containers: [container] },
    },
  });
});
