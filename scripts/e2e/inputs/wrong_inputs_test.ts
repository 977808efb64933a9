import assert from "node:assert/strict";
import {
  boolean,
  defineTool,
  duration,
  type Flag,
  integer,
  number,
  oneOf,
  pattern,
  url,
} from "../../lib/cli/mod.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool } from "../../lib/cli/tool.ts";
import { wrongInputs } from "./wrong_inputs.ts";

const flags: Readonly<Record<string, Flag<unknown>>> = {
  dry: boolean("dry-run", { help: "x" }),
  count: integer("count", { default: 1, min: 1, max: 9, env: "N", help: "x" }),
  rate: number("rate", { default: 0, min: 0, max: 1, help: "x" }),
  wait: duration("wait", { default: 0, min: 0, max: 60_000, help: "x" }),
  kind: oneOf("kind", ["one", "two"], { default: "one", help: "x" }),
  from: url("from", { default: undefined, help: "x" }),
  only: pattern("only", { help: "x" }),
};

/** Does nothing with a word that it does not know: what must be found. */
const tool = defineTool({
  name: "sample",
  summary: "x",
  flags,
  operands: { usage: "NAME", help: "x", min: 1, max: 1 },
  run: () => 0,
});

const inputs = wrongInputs("sample", [], tool.describe("sample"));

Deno.test("each kind of flag, word and variable is got wrong in many ways", () => {
  const kinds = Map.groupBy(inputs, ({ kind }) => kind);
  for (
    const [kind, least] of [
      ["a wrong value", 30],
      ["a wrong variable", 5],
      ["a flag misspelt", 5],
      ["a strange flag", 10],
      ["too few words", 1],
      ["too many words", 1],
      ["a word of nothing", 5],
      ["a value of nothing", 1],
    ] as const
  ) {
    const count = kinds.get(kind)?.length ?? 0;
    assert.ok(count >= least, `${count} of ${kind}`);
  }
});

Deno.test("what the table refuses ends with 2, and what it cannot know is found", async () => {
  for (const { kind, args, env = {} } of inputs) {
    const code = await runTool(fakeHost({ args, env }), tool);
    const isOfTable = !/of nothing$/.test(kind);
    assert.equal(code, isOfTable ? 2 : 0, `${kind}: ${args.join(" ")}`);
  }
});
