import assert from "node:assert/strict";
import { type Evaluated, problemsOf } from "./verdict.ts";

const PERMISSIONS = {
  allow_env: ["PORT", "HOST"],
  allow_net: [],
  allow_ffi: null,
  allow_read: null,
  allow_run: null,
  allow_sys: null,
  allow_write: null,
  prompt: false,
};

const GOOD: Evaluated = {
  contentMb: 118,
  user: "65532:65532",
  shells: [],
  setuid: [],
  program: { permissions: PERMISSIONS, packages: ["hono"] },
  granted: { net: true, env: { allow: ["HOST", "PORT"], ignore: true } },
  imported: new Set(["hono", "zod"]),
};

Deno.test("an image that is as it must be has no problem", () => {
  assert.deepEqual(problemsOf(GOOD), []);
});

const BAD: readonly [string, Partial<Evaluated>, RegExp][] = [
  ["too large", { contentMb: 126 }, /at most 125 MB, current value is 126/],
  ["root", { user: "" }, /user must be 65532:65532, current value is root/],
  ["a shell", { shells: ["bin/sh"] }, /^\/bin\/sh is a shell/],
  ["setuid", { setuid: ["bin/su"] }, /^\/bin\/su runs as its owner/],
  ["more rights", {
    granted: { net: ["127.0.0.1"], env: ["HOST", "PORT"] },
  }, /net must be 127.0.0.1 as in deno.json, current value is everything/],
  ["fewer rights", {
    granted: { net: true, env: ["HOST", "PORT"], read: ["data"] },
  }, /read must be data as in deno.json, current value is nothing/],
  ["asks", {
    program: { ...GOOD.program, permissions: { ...PERMISSIONS, prompt: true } },
  }, /asks at a terminal/],
  [
    "silent",
    { program: { ...GOOD.program, permissions: undefined } },
    /does not say/,
  ],
  ["no package", { program: { ...GOOD.program, packages: [] } }, /no package/],
  ["a stranger", {
    program: { ...GOOD.program, packages: ["hono", "ioredis"] },
  }, /package ioredis is inside and not imported/],
];

for (const [what, change, problem] of BAD) {
  Deno.test(`an image is refused: ${what}`, () => {
    const problems = problemsOf({ ...GOOD, ...change });
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", problem);
  });
}
