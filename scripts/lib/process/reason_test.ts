import assert from "node:assert/strict";
import { reasonIn } from "./reason.ts";

for (
  const [what, stderr, reason] of [
    ["nothing", "", ""],
    ["blanks", " \n\n", ""],
    ["one line", "no such file\n", "no such file"],
    ["only talk", "starting\nstopped\n", "stopped"],
    [
      "an error in the middle",
      "a\nerror: b is missing\nc\n",
      "error: b is missing",
    ],
    ["the error of a language", "TypeError: x\n    at y\n", "TypeError: x"],
    [
      "a message of ours",
      "Check a.ts\nCannot run lab: N is missing\ntry: x\n",
      "Cannot run lab: N is missing",
    ],
    ["two errors", "error: first\nerror: second\n", "error: first"],
    ["colours", "\u001b[31merror\u001b[0m: red\n", "error: red"],
    ["indented lines", "  error: a  \n", "error: a"],
    ["errors only in words", "0 errors found\ndone\n", "done"],
  ] as const
) {
  Deno.test(`of stderr with ${what} the reason is ${JSON.stringify(reason)}`, () => {
    assert.equal(reasonIn(stderr), reason);
  });
}
