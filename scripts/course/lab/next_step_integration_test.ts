// Runs with -P=read-only
import assert from "node:assert/strict";
import { readTextSync } from "../../lib/files/mod.ts";
import type { LabState } from "../../checks/mod.ts";
import { LABS } from "./labs.ts";
import { currentLab, nextStep } from "./next_step.ts";

type LabRecord = LabState["records"][number];

function record(id: string, verdict: LabRecord["verdict"], at = 1): LabRecord {
  return {
    id,
    verdict,
    task: 1,
    title: id,
    measured: `${id} measured`,
    bound: "",
    seconds: 1,
    attempts: 1,
    at: new Date(at * 1000).toISOString(),
    checker: "",
    uses: { files: [], programs: [] },
  };
}

for (const lab of LABS) {
  const path = `labs/lab${lab.lab}.md`;
  Deno.test(`${path} has a step for each check, and lab next shows them all in turn`, () => {
    const text = readTextSync(path);
    const passed: LabRecord[] = [];
    for (;;) {
      const next = nextStep(lab, text, { records: passed });
      if (next === undefined) break;
      const { check, steps } = next;
      const title = steps.at(-1)?.title ?? "";
      assert.ok(
        title.startsWith(check.id),
        `no step for the check ${check.id}`,
      );
      for (const { body } of steps) assert.doesNotMatch(body, /<!-- lab:/);
      assert.equal(next.passed, passed.length);
      passed.push(record(check.id, "pass"));
    }
    assert.equal(passed.length, lab.checks.length);
  });
}

Deno.test("what failed last comes again, with what was measured", () => {
  const [lab] = LABS;
  assert.ok(lab !== undefined);
  const text = readTextSync("labs/lab1.md");
  const records = [record("1.2", "pass"), record("1.3", "fail")];
  const next = nextStep(lab, text, { records });
  assert.equal(next?.check.id, "1.3");
  assert.equal(next.last?.measured, "1.3 measured");
});

for (
  const [what, states, expected] of [
    ["nothing was checked", {}, 1],
    ["lab 2 was checked last", { 1: [1, "pass"], 2: [2, "fail"] }, 2],
    ["lab 1 was checked again", { 1: [3, "fail"], 2: [2, "fail"] }, 1],
    ["lab 2 is done", { 1: [1, "pass"], 2: [2, "pass"] }, 3],
    ["the last lab is done", { 3: [1, "pass"] }, 3],
  ] as const
) {
  Deno.test(`after ${what}, lab ${expected} comes next`, () => {
    const [check] = LABS[0]?.checks ?? [];
    assert.ok(check !== undefined);
    const labs = [1, 2, 3].map((lab) => ({ lab, checks: [check] }));
    const known: Readonly<
      Record<number, readonly [number, LabRecord["verdict"]]>
    > = states;
    const stateOf = (lab: number) => {
      const found = known[lab];
      return {
        records: found === undefined
          ? []
          : [record(check.id, found[1], found[0])],
      };
    };
    assert.equal(currentLab(labs, stateOf), expected);
  });
}
