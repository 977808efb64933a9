import assert from "node:assert/strict";
import type { Verdict } from "../../scripts/checks/verdict.ts";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { evaluateAccident } from "./accident_check.ts";
import { evaluateBackup, type Restored } from "./backup_check.ts";
import { lab9 } from "./check.ts";
import { type DiskMeasured, evaluateDisk } from "./disk_check.ts";
import { evaluateHistory } from "./history_check.ts";
import { evaluateLoad } from "./load_check.ts";
import { evaluateStep, type StepMeasured } from "./step_verdict.ts";

Deno.test("on a machine without a cluster no check passes", async () => {
  for (const check of lab9.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.ok(
      /^(?:CouldNotRun|could_not_verify|not_started)$/.test(verdict),
      `${check.id}: ${verdict}`,
    );
  }
});

Deno.test("a history tells the whole schema", () => {
  const good = {
    taken: ["0001_schema", "0002_event_email"],
    edited: [],
    own: ["0002_event_email"],
    drift: [],
  };
  assert.equal(evaluateHistory(good).verdict, "pass");
  assert.equal(
    evaluateHistory({ ...good, taken: ["0001_schema"], own: [] }).verdict,
    "not_started",
  );
  assert.equal(
    evaluateHistory({ ...good, taken: ["0001_schema"] }).verdict,
    "not_started",
  );
  assert.equal(
    evaluateHistory({ ...good, drift: ["not in the backup: column x"] })
      .verdict,
    "fail",
  );
  assert.equal(
    evaluateHistory({ ...good, edited: ["0002_event_email"] }).verdict,
    "fail",
  );
  assert.equal(
    evaluateHistory({ ...good, taken: ["0002_event_email"] }).verdict,
    "fail",
  );
});

const step: StepMeasured = {
  name: "0002_event_email",
  refused: undefined,
  oldCode: undefined,
  column: "character varying(255)",
  lost: [],
  rewritten: [],
  locks: ["AccessExclusiveLock on events"],
  ms: 40,
  back: [],
};

const steps: readonly (readonly [string, Partial<StepMeasured>, Verdict])[] = [
  ["that adds a column and goes back", {}, "pass"],
  ["whose lock was too short to be seen", { locks: [] }, "pass"],
  ["whose default is a constant", {
    column: "character varying(255) default ''",
  }, "pass"],
  ["that reads another table", {
    locks: [...step.locks, "AccessShareLock on orders"],
  }, "pass"],
  [
    "that a table with rows refuses",
    { refused: "contains null values" },
    "fail",
  ],
  ["that drops a column", {
    lost: ["missing: column public.events.venue text not null"],
  }, "fail"],
  ["that deletes orders", { lost: ["public.orders has 0 of 40 rows"] }, "fail"],
  ["without the column", { column: undefined }, "fail"],
  ["whose column may not be empty", {
    column: "character varying(255) not null",
  }, "fail"],
  ["whose column is too short", { column: "character varying(40)" }, "fail"],
  ["under which old code cannot sell", {
    oldCode: "sells a ticket: violates check constraint",
  }, "fail"],
  ["that rewrites the table", { rewritten: ["events"] }, "fail"],
  ["that locks orders", { locks: ["AccessExclusiveLock on orders"] }, "fail"],
  ["that takes seconds", { ms: 3000 }, "fail"],
  ["that cannot be taken back", { back: ["it has no down"] }, "fail"],
];
for (const [what, change, verdict] of steps) {
  Deno.test(`a step ${what}: ${verdict}`, () => {
    assert.equal(evaluateStep({ ...step, ...change }).verdict, verdict);
  });
}

Deno.test("locks are evaluated by enough customers", () => {
  const outcome = {
    requests: 400,
    failures: 0,
    orders: 120,
    results: { ok: 400 },
  };
  const good = { before: outcome, longestMs: 12, outcome };
  assert.equal(evaluateLoad(good).verdict, "pass");
  assert.equal(
    evaluateLoad({ ...good, outcome: { ...outcome, failures: 1 } }).verdict,
    "fail",
  );
  assert.equal(
    evaluateLoad({ before: { ...outcome, failures: 2 } }).verdict,
    "could_not_verify",
  );
  assert.equal(
    evaluateLoad({ ...good, problem: "column email does not exist" }).verdict,
    "fail",
  );
  assert.equal(
    evaluateLoad({ ...good, outcome: { ...outcome, orders: 3 } }).verdict,
    "could_not_verify",
  );
});

const rung = {
  name: "volume",
  verdict: "pass",
  measured: "40 rows",
  bound: "40 rows",
} as const;
const restored: Restored = {
  id: "quickticket_20261125T192142Z",
  problem: undefined,
  rungs: [rung],
  orders: 40,
  hasEmail: true,
};

const backups: readonly (readonly [string, Partial<Restored>, Verdict])[] = [
  ["that holds what was dumped", {}, "pass"],
  ["with a changed byte", { problem: "it has 20 bytes, must have 21" }, "fail"],
  ["of the schema alone", {
    rungs: [{ ...rung, verdict: "fail", measured: "0 rows" }],
  }, "fail"],
  ["of after the accident", { orders: 0 }, "fail"],
  ["of before the step", { hasEmail: false }, "fail"],
  ["that cannot be compared", {
    rungs: [{ ...rung, verdict: "could not verify" }],
  }, "fail"],
];
for (const [what, change, verdict] of backups) {
  Deno.test(`a backup ${what}: ${verdict}`, () => {
    assert.equal(evaluateBackup({ ...restored, ...change }).verdict, verdict);
  });
}

Deno.test("restored orders were written by one transaction", () => {
  const trace = {
    id: "b1",
    server: "1",
    orders: 40,
    hasCanary: true,
    there: 40,
    writers: 1,
  };
  assert.equal(evaluateAccident([trace], []).verdict, "pass");
  assert.equal(
    evaluateAccident([{ ...trace, writers: 45, there: 45 }, trace], []).verdict,
    "pass",
  );
  assert.equal(
    evaluateAccident([{ ...trace, writers: 40 }], []).verdict,
    "not_started",
  );
  assert.equal(evaluateAccident([], []).verdict, "fail");
  assert.equal(
    evaluateAccident([{ ...trace, hasCanary: false }], []).verdict,
    "fail",
  );
  assert.equal(evaluateAccident([{ ...trace, there: 12 }], []).verdict, "fail");
  assert.equal(
    evaluateAccident([trace], ["no event is sold over its seats: 1"]).verdict,
    "fail",
  );
  assert.equal(
    evaluateAccident([{ ...trace, orders: 3, there: 3 }], []).verdict,
    "could_not_verify",
  );
});

const held = { server: "1", orders: 100, hasEmail: true, isRestored: true };
const kept: DiskMeasured = {
  disk: { claim: "data-postgres-0", kind: "StatefulSet", isAlone: true },
  before: held,
  after: { ...held, orders: 190 },
  outcome: { requests: 300, failures: 12, orders: 90, results: {} },
};

const disks: readonly (readonly [string, Partial<DiskMeasured>, Verdict])[] = [
  ["that keeps every order, though some requests failed", {}, "pass"],
  ["with orders of others, too", { after: { ...held, orders: 250 } }, "pass"],
  ["that is new after each pod", {
    after: { ...held, orders: 190, server: "2" },
  }, "fail"],
  ["that lost an order", { after: { ...held, orders: 189 } }, "fail"],
  [
    "that was seeded",
    { after: { ...held, orders: 190, isRestored: false } },
    "fail",
  ],
  [
    "without the step",
    { after: { ...held, orders: 190, hasEmail: false } },
    "fail",
  ],
  ["for two servers", {
    disk: { ...kept.disk, kind: "Deployment", isAlone: false },
  }, "fail"],
  ["that nobody used", {
    outcome: { requests: 9, failures: 0, orders: 2, results: {} },
  }, "could_not_verify"],
];
for (const [what, change, verdict] of disks) {
  Deno.test(`a disk ${what}: ${verdict}`, () => {
    assert.equal(evaluateDisk({ ...kept, ...change }).verdict, verdict);
  });
}
