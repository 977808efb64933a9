import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../../lib/cli/tool.ts";
import { type Directive, directiveIn, PATHS } from "./directive.ts";

for (
  const [text, directive] of [
    ["dev", { kind: "path", path: "dev" }],
    ["cluster", { kind: "path", path: "cluster" }],
    ["by-hand open the page", { kind: "by-hand", reason: "open the page" }],
    ["background /Ctrl-C/", { kind: "background", ready: /Ctrl-C/ }],
    ["stop", { kind: "stop" }],
    ["fails", { kind: "fails" }],
    ["expect /6 events/", { kind: "expect", pattern: /6 events/ }],
    ["expect /a\\/b/i", { kind: "expect", pattern: /a\/b/i }],
    ["let SHA=/([0-9a-f]{7})/", {
      kind: "let",
      name: "SHA",
      pattern: /([0-9a-f]{7})/,
    }],
    ["let MY_ID = /id (\\d+)/", {
      kind: "let",
      name: "MY_ID",
      pattern: /id (\d+)/,
    }],
    ["solution a.ts k8s/", { kind: "solution", files: ["a.ts", "k8s/"] }],
    ["edit a bad version", { kind: "edit", name: "a bad version" }],
  ] satisfies readonly (readonly [string, Directive])[]
) {
  Deno.test(`the comment "lab: ${text}" is the directive ${directive.kind}`, () => {
    assert.deepEqual(directiveIn(`<!-- lab: ${text} -->`), directive);
    assert.deepEqual(directiveIn(`<!--lab:${text}-->  `), directive);
  });
}

for (
  const line of [
    "",
    "lab: stop",
    "<!-- note: lab: stop -->",
    "  <!-- lab: stop -->",
    "a text <!-- lab: stop -->",
    "<!-- labs: stop -->",
  ]
) {
  Deno.test(`${JSON.stringify(line)} is no directive`, () => {
    assert.equal(directiveIn(line), undefined);
  });
}

for (
  const text of [
    "",
    "halt",
    "stop now",
    "fails loudly",
    "by-hand",
    "edit",
    "solution",
    "let",
    "let sha=/(.)/",
    "let SHA=(.)",
    "Dev",
  ]
) {
  Deno.test(`the directive ${JSON.stringify(text)} is refused with all that there are`, () => {
    assert.throws(
      () => directiveIn(`<!-- lab: ${text} -->`),
      (error) =>
        error instanceof CouldNotRun &&
        PATHS.every((path) => error.message.includes(path)) &&
        /expect \/regex\/.*edit NAME/.test(error.message),
    );
  });
}

Deno.test("a pattern without its slashes is refused as such", () => {
  for (const text of ["expect 6 events", "background", "expect /6 events"]) {
    assert.throws(
      () => directiveIn(`<!-- lab: ${text} -->`),
      /a pattern must stand between two slashes/,
    );
  }
});

Deno.test("a pattern keeps every blank and slash that it has", () => {
  const source = fc.stringMatching(/^[a-z /:|()]{1,20}$/)
    .map((text) => `x${text}x`)
    .filter((text) => !/\s{2}|\(|\)|--/.test(text));
  fc.assert(fc.property(source, (source) => {
    const directive = directiveIn(`<!-- lab: expect /${source}/m -->`);
    assert.ok(directive?.kind === "expect");
    assert.deepEqual(
      [directive.pattern.source, directive.pattern.flags],
      [new RegExp(source).source, "m"],
    );
  }));
});
