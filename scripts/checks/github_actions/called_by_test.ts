import assert from "node:assert/strict";
import { calledBy, readWorkflow } from "./model.ts";

const JOBS = "jobs: { a: { runs-on: ubuntu-latest, steps: [] } }";

for (
  const [on, found] of [
    ["push", undefined],
    ["{ push: }", undefined],
    ["workflow_call", { inputs: {}, outputs: {} }],
    ["[push, workflow_call]", { inputs: {}, outputs: {} }],
    ["{ workflow_call: }", { inputs: {}, outputs: {} }],
    [
      "{ workflow_call: { inputs: { a: { type: string, default: x }, b: { type: string } }, outputs: { c: { value: 'y' } } } }",
      { inputs: { a: "x", b: "" }, outputs: { c: "y" } },
    ],
  ] as const
) {
  Deno.test(`on: ${on} ${found === undefined ? "cannot" : "can"} be called`, () => {
    assert.deepEqual(
      calledBy(readWorkflow(`on: ${on}\n${JOBS}`, "a.yml")),
      found,
    );
  });
}
