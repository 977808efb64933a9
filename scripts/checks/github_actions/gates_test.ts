import assert from "node:assert/strict";
import { gatesOfTasks } from "./gates.ts";
import { rowsOf } from "./matrix.ts";

Deno.test("a task's gates are those of all that it runs", () => {
  const gates = gatesOfTasks({
    tasks: {
      ok: {
        command: "deno task test",
        dependencies: ["check:fmt", "check:types"],
      },
      test: { command: "deno run -A scripts/repo/test/cli.ts" },
      "check:fmt": "deno fmt --check",
      "check:types": "deno check --quiet services && deno lint",
      fmt: "deno fmt",
      round: "deno task round",
    },
  });
  assert.deepEqual(gates.get("ok"), ["fmt", "lint", "check", "test"]);
  assert.deepEqual(gates.get("check:types"), ["lint", "check"]);
  assert.equal(gates.has("fmt"), false, "it formats, and refuses nothing");
  assert.equal(gates.has("round"), false);
});

Deno.test("a matrix is every combination, less what is excluded, and what is added", () => {
  assert.deepEqual(rowsOf(undefined), [{}]);
  assert.deepEqual(rowsOf({ service: ["a", "b"], os: ["x"] }), [
    { service: "a", os: "x" },
    { service: "b", os: "x" },
  ]);
  assert.deepEqual(
    rowsOf({ service: ["a", "b"], exclude: [{ service: "a" }] }),
    [{ service: "b" }],
  );
  assert.deepEqual(
    rowsOf({
      service: ["a"],
      include: [{ service: "a", port: 1 }, { service: "c" }],
    }),
    [{ service: "a", port: 1 }, { service: "c" }],
  );
  assert.deepEqual(rowsOf({ include: [{ service: "c" }] }), [{ service: "c" }]);
});
