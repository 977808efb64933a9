import assert from "node:assert/strict";
import { type Answer, faultsIn } from "./fault_in.ts";
import { SECRET } from "./wrong_value.ts";

const INPUT = { kind: "", args: ["--zzz"], codes: [2] };
const RIGHT: Answer = {
  code: 2,
  stdout: "",
  stderr: "Cannot run x: --zzz is not a flag\ntry: deno task x --help",
};

for (
  const [what, change, faults] of [
    ["a message with a remedy", {}, []],
    ["success", { code: 0 }, ["exit code 0 instead of 2"]],
    ["a finding for bad usage", { code: 1 }, ["exit code 1 instead of 2"]],
    ["silence", { stderr: "" }, ["no message"]],
    ["a complaint alone", { stderr: "It is broken" }, ["no remedy"]],
    [
      "a stack",
      { stderr: "Error: x\n    at f (file:///a.ts:1:2)\ntry: x --help" },
      ["words for programmers"],
    ],
    [
      "an error of the language",
      { stderr: "TypeError: x is not a function. Check x" },
      ["words for programmers"],
    ],
    [
      "a password",
      { stderr: `Check postgres://ada:${SECRET}@db` },
      ["a password"],
    ],
    ["a tool that hangs", { code: undefined }, ["it did not end"]],
    [
      "its whole input",
      { stderr: "Check it. " + "x".repeat(3000) },
      ["a message that is too long"],
    ],
  ] as const
) {
  Deno.test(`${what}: ${faults.join(", ") || "right"}`, () => {
    assert.deepEqual(faultsIn(INPUT, { ...RIGHT, ...change }), faults);
  });
}
