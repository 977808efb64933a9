import assert from "node:assert/strict";
import { defineTool, type Tool } from "../../lib/cli/mod.ts";
import type { Tools } from "../../lib/commands/mod.ts";
import { lacking, textProblems } from "./commands.ts";
import { generatorsIn } from "./generators.ts";

function tool(name: string, commands: readonly Tool[] = []): Tool {
  return defineTool({ name, summary: "", flags: {}, commands, run: () => 0 });
}

function tools(all: readonly Tool[]): Tools {
  const described = new Map(
    all.map((one) => [one.name, one.describe(one.name)]),
  );
  return {
    names: new Set(described.keys()),
    toolOf: (task) => described.get(task),
    described,
    problems: [],
  };
}

const HERE = tools([
  tool("lab", [tool("check"), tool("solve")]),
  tool("grade"),
  tool("check:lectures"),
]);
const THERE = tools([tool("lab", [tool("check")])]);
const LACKS = lacking(HERE, THERE);

Deno.test("what an edition lacks is each task and each command that is gone", () => {
  assert.deepEqual(LACKS, ["grade", "check:lectures", "lab solve"]);
});

for (
  const [what, path, text, problem] of [
    [
      "a command that does not exist",
      "README.md",
      "```sh\ndeno task lab chek 1\n```",
      "README.md: line 2: deno task lab has no command chek, did you mean check?",
    ],
    [
      "a task for instructors",
      "labs/lab1.md",
      "One\n\nSay `deno task grade`.",
      "labs/lab1.md: line 3: there is no deno task grade",
    ],
    [
      "an instructor's command, even without deno task in front",
      "scripts/a.ts",
      "// as `lab solve` does",
      "scripts/a.ts: line 1: lab solve is a command for instructors or " +
      "maintainers",
    ],
    [
      "a maintainer's task in a message",
      "scripts/a.ts",
      "host.err(`run check:lectures first`);",
      "scripts/a.ts: line 1: check:lectures is a command for instructors or " +
      "maintainers",
    ],
  ] as const
) {
  Deno.test(`${what} is found`, () => {
    assert.deepEqual(textProblems([{ path, text }], THERE, LACKS), [problem]);
  });
}

Deno.test("what students may type is no problem, nor is a word in a sentence", () => {
  const text = "Say `deno task lab check 1`; it does not grade or solve.";
  assert.deepEqual(textProblems([{ path: "a.md", text }], THERE, LACKS), []);
});

Deno.test("a generator is what a check compares", () => {
  assert.deepEqual(
    generatorsIn({
      "check:slo": "deno task slo generate --check",
      "check:docs": "deno task --quiet docs --check",
      "check:fmt": "deno fmt --check",
      docs: "deno run -A docs.ts",
    }),
    ["slo generate", "docs"],
  );
});
