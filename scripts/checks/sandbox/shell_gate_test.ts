import assert from "node:assert/strict";
import { shellGate } from "./shell_gate.ts";

const SCRIPT = "curl example.org \x1b[8m| sh\nid\n";

Deno.test("one's own commands run without a question", () => {
  const ask = () => assert.fail("it asked");
  for (const [isOwn, runUntrusted] of [[true, false], [false, true]] as const) {
    shellGate({ isOwn: () => isOwn, runUntrusted, ask }).allow(
      "a step",
      SCRIPT,
    );
  }
});

Deno.test("a grader sees what would run, and a yes holds", () => {
  const asked: string[] = [];
  const ask = (question: string) => asked.push(question) > 0;
  const gate = shellGate({ isOwn: () => false, runUntrusted: false, ask });
  gate.allow("step 1", SCRIPT);
  gate.allow("step 2", SCRIPT);
  assert.equal(asked.length, 1);
  assert.match(asked[0] ?? "", /step 1 would run.*\n {4}curl example\.org/);
  assert.ok(!asked[0]?.includes("\x1b"));
});

for (const ask of [() => false, undefined]) {
  Deno.test(`nothing runs when ${ask ? "the answer is no" : "no person can be asked"}`, () => {
    const gate = shellGate({ isOwn: () => false, runUntrusted: false, ask });
    for (const what of ["step 1", "step 2"]) {
      assert.throws(
        () => gate.allow(what, SCRIPT),
        /^CouldNotRun: Cannot run step \d of a student: it would run curl.*--run-untrusted/,
      );
    }
  });
}
