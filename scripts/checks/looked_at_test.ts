import assert from "node:assert/strict";
import fc from "fast-check";
import { count, quantile, tally } from "./buy.ts";
import { DISPUTE, disputePath, parseDispute } from "./disputes/dispute.ts";
import type { Lab } from "./lab.ts";
import { machineWith } from "./machine_fixture.ts";
import { emptyReport, reportOf } from "./report.ts";
import { runChecks } from "./run_checks.ts";
import { trackUses } from "./track_uses.ts";
import { fail, pass } from "./verdict.ts";

Deno.test("what a check read is known when it was there, each file once", async () => {
  const { context, uses } = trackUses(
    machineWith({ has: { "b.md": "b", "a.md": "a" } }),
  );
  await context.read("b.md");
  await context.read("b.md");
  await context.read("a.md");
  await context.read("none.md");
  await context.files(/./);
  assert.deepEqual(uses(), { files: ["a.md", "b.md"], programs: [] });
});

Deno.test("a program that was asked for is known, also when it is not there", async () => {
  const { context, uses } = trackUses(machineWith({}));
  await assert.rejects(context.program("docker", []));
  assert.deepEqual(uses().programs, ["docker"]);
});

function lab(...ids: readonly string[]): Lab {
  return {
    lab: 4,
    title: "A lab",
    tasks: [{ task: 1, title: "Do it", points: 6 }],
    checks: ids.map((id) => ({
      id,
      task: id.startsWith("B") ? 0 : 1,
      title: `step ${id}`,
      hints: [],
      run: async ({ read }) =>
        await read(`${id}.md`) === undefined
          ? fail("nothing", "a file", "here")
          : pass("a file", "a file"),
    })),
    questions: ["Why?", "Since when?"],
    deliverables: [],
  };
}

for (
  const [what, chosen, ids] of [
    ["nothing is chosen", {}, ["4.1", "4.2", "B.1"]],
    ["a task is chosen", { task: 1 }, ["4.1", "4.2"]],
    ["the bonus is chosen", { task: 0 }, ["B.1"]],
    ["a step is chosen", { step: "4.2" }, ["4.2"]],
    ["a step of the chosen task is chosen", { task: 1, step: "4.2" }, ["4.2"]],
  ] as const
) {
  Deno.test(`when ${what}, ${ids.join(" and ")} are run, each reported at once`, async () => {
    const told: string[] = [];
    const all = await runChecks(
      lab("4.1", "4.2", "B.1"),
      machineWith({ has: { "4.1.md": "" } }),
      { task: undefined, ...chosen, onEach: ({ id }) => told.push(id) },
    );
    assert.deepEqual(told, ids);
    assert.deepEqual(all.map(({ id }) => id), ids);
  });
}

for (const chosen of [{ task: 3 }, { step: "4.9" }, { task: 0, step: "4.1" }]) {
  Deno.test(`a choice of ${JSON.stringify(chosen)} that leaves no check says which there are`, async () => {
    await assert.rejects(
      runChecks(lab("4.1", "B.1"), machineWith({}), {
        task: undefined,
        ...chosen,
        onEach: () => {},
      }),
      /of lab 4: it has 4\.1 \(task 1\), B\.1 \(task 0\)/,
    );
  });
}

Deno.test("each finding carries what its own check looked at, and no other's", async () => {
  const all = await runChecks(
    lab("4.1", "4.2"),
    machineWith({ has: { "4.1.md": "", "4.2.md": "" } }),
    { task: undefined, onEach: () => {} },
  );
  assert.deepEqual(all.map(({ uses }) => uses.files), [["4.1.md"], ["4.2.md"]]);
});

Deno.test("a report asks each question once, and has the parts of its lab", () => {
  const text = emptyReport(lab("4.1"), "## 4.1\n\nYour words:\n");
  assert.match(
    text,
    /^# Lab 4: A lab\n\n## 4\.1[^]*Your words:\n\n## Questions/,
  );
  assert.match(text, /1\. Why\?\n\n {3}Answer:\n\n2\. Since when\?/);
});

Deno.test("a check reads a report of its own lab, or knows that there is none", async () => {
  const machine = machineWith({ has: { "submissions/lab4.md": "mine" } });
  assert.equal(await reportOf(machine, 4), "mine");
  assert.equal(await reportOf(machine, 5), undefined);
});

const DISPUTED = {
  schema: DISPUTE,
  lab: 3,
  step: "3.6",
  title: "the budget",
  why: "50,4 is how we write it",
  verdict: "fail",
  measured: "504",
  bound: "50.4",
  at: "2026-10-05T12:00:00.000Z",
  disputed: "2026-10-05T13:00:00.000Z",
  checker: "abc",
  tools: { deno: "2.9.6" },
  files: [{ path: "submissions/lab3.md", bytes: 7, isKept: true }],
};

Deno.test("a dispute is read as it was written, and lies beside the report", () => {
  const path = disputePath(3, "3.6");
  assert.equal(path, "submissions/disputes/lab3-3.6");
  assert.deepEqual(parseDispute(JSON.stringify(DISPUTED), path), DISPUTED);
});

for (
  const [what, change] of [
    ["no reason", { why: "" }],
    ["a verdict that there is not", { verdict: "unfair" }],
    ["a lab that there is not", { lab: 0 }],
    ["another version", { schema: "quickticket-dispute/9" }],
    ["a day without an hour", { at: "2026-10-05" }],
    ["a file of negative size", {
      files: [{ path: "a", bytes: -1, isKept: true }],
    }],
    ["a word too many", { points: 6 }],
  ] as const
) {
  Deno.test(`a dispute with ${what} is refused with its path`, () => {
    assert.throws(
      () => parseDispute(JSON.stringify({ ...DISPUTED, ...change }), "d.json"),
      /Cannot read the dispute d\.json/,
    );
  });
}

Deno.test("a file that is no JSON is no dispute", () => {
  assert.throws(() => parseDispute("{", "d.json"), /Cannot read the dispute/);
});

Deno.test("statuses are printed with how often each came, the smallest first", () => {
  assert.equal(tally([500, 200, 200]), "2 x 200, 1 x 500");
  assert.equal(tally([]), "none");
  assert.equal(count([500, 200, 200], 200), 2);
});

Deno.test("a quantile is one of the values, and at least its share lies at or below it", () => {
  const values = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(values, share, (values, share) => {
    const found = quantile(values, share);
    assert.ok(values.includes(found));
    const below = values.filter((one) => one <= found).length;
    assert.ok(below >= share * values.length - 1e-9);
  }));
  assert.equal(quantile([], 0.5), 0);
});
