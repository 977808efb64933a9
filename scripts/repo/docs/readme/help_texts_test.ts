import assert from "node:assert/strict";
import { boolean, defineTool, Exit } from "../../../lib/cli/mod.ts";
import { helpProblems } from "./help_texts.ts";

function problems(examples: readonly string[]): readonly string[] {
  const tool = defineTool({
    name: "demo",
    summary: "shows how it is done",
    flags: { json: boolean("json", { help: "as JSON" }) },
    examples,
    run: () => Exit.ok,
  }).describe("demo");
  return helpProblems({
    described: new Map([["demo", tool]]),
    names: new Set(["demo"]),
    toolOf: () => tool,
  });
}

Deno.test("a tool without examples shows its name as one", () => {
  assert.deepEqual(problems([]), []);
  assert.deepEqual(problems(["demo --json"]), []);
});

Deno.test("an example that no tool takes, and one that is too wide, are found", () => {
  assert.match(problems(["demo --jsno"]).join(), /demo --help: .*jsno/);
  assert.match(problems(["demi --json"]).join(), /no deno task demi/);
  assert.match(problems([`demo ${"x".repeat(80)}`]).join(), /wider than 80/);
});
