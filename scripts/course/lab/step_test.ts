import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { CouldNotRun, runTool, UsageError } from "../../lib/cli/mod.ts";
import { labTool } from "./cli.ts";
import { labNumber } from "./commands/number.ts";
import { labOf, LABS } from "./labs.ts";
import { stepId, stepName, stepOf } from "./step.ts";

Deno.test("each check of each lab is found by the name that it is shown by", () => {
  for (const lab of LABS) {
    for (const { id } of lab.checks) {
      const name = stepName(lab.lab, id);
      const found = stepOf([name]);
      assert.equal(found.lab.lab, lab.lab, name);
      assert.equal(found.check.id, id, name);
    }
  }
});

Deno.test("two steps of the course never have one name", () => {
  const names = LABS.flatMap(({ lab, checks }) =>
    checks.map(({ id }) => stepName(lab, id))
  );
  assert.equal(new Set(names).size, names.length);
});

for (const name of ["2.B.1", "2.b.1", "2.B1", "2.b1"]) {
  Deno.test(`a bonus may be written ${name}`, () => {
    const { lab, check } = stepOf([name]);
    assert.deepEqual([lab.lab, check.id], [2, "B.1"]);
  });
}

Deno.test("a bonus without its lab is asked back with all that it can be", () => {
  assert.throws(
    () => stepOf(["B.1"]),
    /Cannot find step B\.1: say whose it is: 2\.B\.1, 3\.B\.1/,
  );
});

Deno.test("a step of a lab is known by its name in a message and in the text", () => {
  for (const { lab, checks } of LABS) {
    for (const { id } of checks) {
      assert.equal(stepId(lab, stepName(lab, id)), id);
      assert.equal(stepId(lab, id), id);
    }
  }
  assert.equal(stepId(2, "b1"), "B.1");
  assert.equal(stepId(2, "3.B.1"), "3.B.1");
  assert.equal(stepId(1, "11.B.1"), "11.B.1");
});

for (
  const name of [
    "",
    "1",
    "1.",
    ".1",
    "lab1",
    "1.1.1",
    "1.B",
    "1.B.",
    "1-1",
    "1.C.1",
    "1.1 ",
  ]
) {
  Deno.test(`${JSON.stringify(name)} is no step, and the message shows what one is`, () => {
    assert.throws(
      () => stepOf([name]),
      (error) =>
        error instanceof CouldNotRun &&
        /a step looks like 1\.4, or 1\.B\.1/.test(error.message),
    );
  });
}

Deno.test("a step that a lab does not have is answered with those that it has", () => {
  assert.throws(
    () => stepOf(["3.99"]),
    (error) =>
      error instanceof CouldNotRun &&
      labOf(3).checks.every(({ id }) =>
        error.message.includes(stepName(3, id))
      ),
  );
  assert.throws(() => stepOf(["13.1"]), /Cannot find lab 13/);
});

for (
  const [text, number] of [
    ["1", 1],
    ["12", 12],
    ["01", 1],
    ["0", undefined],
    ["13", undefined],
    ["", undefined],
    ["1.4", undefined],
    ["-1", undefined],
    ["lab1", undefined],
    ["1e1", undefined],
    ["001", undefined],
  ] as const
) {
  Deno.test(`the lab ${JSON.stringify(text)} is ${number ?? "refused"}`, () => {
    if (number !== undefined) return assert.equal(labNumber([text]), number);
    assert.throws(
      () => labNumber([text]),
      (error) =>
        error instanceof UsageError &&
        /a number from 1 to 12/.test(error.message),
    );
  });
}

for (
  const [line, said] of [
    ["check", /N is missing/],
    ["check 13", /N must be a number from 1 to 12, current value is 13/],
    ["check 1 2", /unexpected argument 2/],
    ["check 1 --task 4", /--task must be an integer from 0 to 3/],
    ["check 1 --tsk 4", /--tsk is not a flag, did you mean --task\?/],
    [
      "check 2 --step 3.B.1",
      /Cannot check 3\.B\.1 of lab 2: it has 2\.\d+ \(task 1\)/,
    ],
    ["chek 1", /unexpected argument chek, did you mean check\?/],
    ["hint", /N\.M is missing/],
    ["hint B.1", /say whose it is/],
    ["hint 1.99", /Cannot find step 1\.99: lab 1 has checks 1\./],
    ["hint 1.1 --tier 4", /--tier must be an integer from 1 to 3/],
    ["dispute 1.99", /Cannot find step 1\.99/],
    ["reset 0", /N must be a number/],
    ["start one", /N must be a number/],
    ["evidence", /N is missing/],
    ["report 99", /N must be a number/],
    ["verify", /BUNDLE\.\.\. is missing/],
  ] as const
) {
  Deno.test(`lab ${line} ends with 2 before anything is looked at`, async () => {
    const host = fakeHost({ args: line.split(" ") });
    assert.equal(await runTool(host, labTool), 2);
    assert.match(host.stderr.join("\n"), said);
    assert.deepEqual(host.stdout, []);
  });
}
