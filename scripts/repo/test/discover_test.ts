import assert from "node:assert/strict";
import { sortTests } from "./discover.ts";

Deno.test("a test is a unit test unless its name says otherwise", () => {
  const { unit, integration } = sortTests([
    { path: "a_test.ts", firstLine: 'import "x";' },
    { path: "b_integration_test.ts", firstLine: "// Runs with -P=test-stores" },
    { path: "c_integration_test.ts", firstLine: "// Runs with -P=test-stores" },
  ]);
  assert.deepEqual(unit, ["a_test.ts"]);
  assert.deepEqual([...integration], [
    ["test-stores", ["b_integration_test.ts", "c_integration_test.ts"]],
  ]);
});

Deno.test("a test may ask to be alone", () => {
  const firstLine = "// Runs with -P=test-sockets, alone";
  const { alone, integration } = sortTests([
    { path: "a_integration_test.ts", firstLine },
  ]);
  assert.deepEqual([...alone], ["a_integration_test.ts"]);
  assert.deepEqual([...integration.keys()], ["test-sockets"]);
});

Deno.test("an integration test that does not say what it may do is refused", () => {
  assert.throws(
    () => sortTests([{ path: "a_integration_test.ts", firstLine: "x" }]),
    /a_integration_test\.ts: the first line must name a permission set/,
  );
});
