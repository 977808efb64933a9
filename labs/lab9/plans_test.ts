import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { type BackupPlan, planProblems, planRemark } from "./backup_plan.ts";
import { disk } from "./disk_check.ts";
import { thereAndBack } from "./load_check.ts";
import job from "./solution/k8s/backup.yaml" with { type: "text" };
import postgres from "./solution/k8s/postgres.yaml" with { type: "text" };
import { retention } from "./retention_check.ts";

const PLAN: BackupPlan = {
  schedule: "*/5 * * * *",
  concurrencyPolicy: "Forbid",
  failedJobsHistoryLimit: 3,
  whole: {},
};

Deno.test("five minutes are five minutes, in whatever form", () => {
  for (
    const schedule of [
      "*/5 * * * *",
      "0-59/5 * * * *",
      "0,5,10,15,20,25,30,35,40,45,50,55 * * * *",
      "3-58/5 * ? * *",
      "@every 5m",
      "@every 300s",
    ]
  ) assert.deepEqual(planProblems({ ...PLAN, schedule }), [], schedule);
  for (
    const schedule of [
      "5 * * * *",
      "*/7 * * * *",
      "*/5 8-18 * * *",
      "*/5 * * * 1-5",
      "@hourly",
      "@every 5h",
      "*/5 * * * * *",
      "every five minutes",
      "",
    ]
  ) assert.equal(planProblems({ ...PLAN, schedule }).length, 1, schedule);
});

Deno.test("a plan may not sleep, overlap or tell its password", () => {
  const bad: readonly Partial<BackupPlan>[] = [
    { suspend: true },
    { concurrencyPolicy: "Allow" },
    { whole: { env: [{ name: "PGPASSWORD", value: "quickticket" }] } },
    { whole: { args: ["pg_dump postgres://a:b@postgres/quickticket"] } },
    { whole: { args: ["PGPASSWORD=quickticket pg_dump"] } },
  ];
  for (const one of bad) {
    assert.equal(planProblems({ ...PLAN, ...one }).length, 1);
  }
  const good = {
    args: ['PGPASSWORD="$PASSWORD" pg_dump postgres://$U:$P@db/x'],
  };
  assert.deepEqual(planProblems({ ...PLAN, whole: good }), []);
  assert.match(
    planRemark({ ...PLAN, concurrencyPolicy: "Replace" }) ?? "",
    /ends a dump/,
  );
});

Deno.test("without a cluster, disk and backup are evaluated by the files", async () => {
  const has = { "k8s/postgres.yaml": postgres, "k8s/backup.yaml": job };
  const verdicts = async (files: Readonly<Record<string, string>>) =>
    await Promise.all(
      [disk, retention].map(async (check) =>
        (await check.written?.(machineWith({ has: files })))?.verdict
      ),
    );
  assert.deepEqual(await verdicts(has), ["pass", "pass"]);
  assert.deepEqual(await verdicts({}), ["not_started", "not_started"]);
  assert.deepEqual(
    await verdicts({
      "k8s/postgres.yaml": postgres.replace("replicas: 1", "replicas: 2"),
      "k8s/backup.yaml": job.replace(
        "claimName: postgres-backups",
        "claimName: x",
      ),
    }),
    ["fail", "fail"],
  );
});

Deno.test("what runs concurrently holds no lock, and cannot be rolled back", () => {
  const step = {
    name: "0002_a",
    up: [
      "ALTER TABLE events ADD a int",
      "CREATE INDEX CONCURRENTLY i ON events (a)",
    ],
    down: ["ALTER TABLE events DROP a"],
  };
  assert.deepEqual(
    thereAndBack([{ ...step, transaction: false }]),
    [step.down[0], step.up[0]],
  );
  assert.deepEqual(
    thereAndBack([{ ...step, transaction: true }]),
    [...step.down, ...step.up],
  );
});
