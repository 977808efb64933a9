import assert from "node:assert/strict";
import { Exit } from "../../lib/cli/exit_code.ts";
import { LABS } from "./labs.ts";
import { machineWith } from "../../checks/machine_fixture.ts";
import { runChecks } from "../../checks/run_checks.ts";
import { exitOf } from "../../checks/verdict.ts";

for (const lab of LABS) {
  Deno.test(`on an untouched machine nothing of lab ${lab.lab} passes or fails`, async () => {
    const all = await runChecks(lab, machineWith({}), {
      task: undefined,
      onEach: () => {},
    });
    assert.equal(all.length, lab.checks.length);
    for (const { id, verdict, measured } of all) {
      assert.match(verdict, /^(?:not_started|could_not_verify)$/, id);
      assert.doesNotMatch(measured, /\n\s+at /, `${id}: a stack trace`);
      assert.notEqual(measured, "", id);
    }
    assert.equal(exitOf(all.map(({ verdict }) => verdict)), Exit.couldNotRun);
  });

  Deno.test(`lab ${lab.lab} has hints of three tiers, tasks and files to hand in`, () => {
    for (const { id, hints, task } of lab.checks) {
      assert.equal(hints.length, 3, id);
      assert.ok(lab.tasks.some((one) => one.task === task), id);
    }
    assert.ok(lab.deliverables.length > 0);
    assert.ok(lab.questions.length > 0);
  });
}
