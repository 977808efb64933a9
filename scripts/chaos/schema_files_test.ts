import { Ajv2020 } from "./schema_library/library.js";
import assert from "node:assert/strict";
import { parse } from "yaml";
import slow from "./experiments/payments-slow-2s.yaml" with { type: "text" };
import { experimentJsonSchema, journalJsonSchema } from "./schema_files.ts";

function validator(schema: unknown) {
  assert.ok(typeof schema === "object" && schema !== null);
  return new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
}

Deno.test("an experiment as it is written fits the published schema, variables included", () => {
  const validate = validator(experimentJsonSchema());
  assert.ok(validate(parse(slow)), JSON.stringify(validate.errors));
});

Deno.test("the published schema refuses what the tool refuses", () => {
  const validate = validator(experimentJsonSchema());
  for (
    const change of [
      (one: Record<string, unknown>) => delete one.title,
      (one: Record<string, unknown>) => one.titel = "x",
      (one: Record<string, unknown>) => one.method = [],
      (one: Record<string, unknown>) => one.quickticket = {},
    ]
  ) {
    const document = parse(slow);
    change(document);
    assert.equal(validate(document), false, change.toString());
  }
});

Deno.test("the journal's schema wants the Chaos Toolkit's fields and ours", () => {
  const { required } = journalJsonSchema();
  for (
    const field of [
      "experiment",
      "status",
      "start",
      "end",
      "duration",
      "deviated",
      "steady_states",
      "run",
      "rollbacks",
      "quickticket",
    ]
  ) assert.ok(required?.includes(field), field);
});
