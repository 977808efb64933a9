/**
 * Every row of labs/CHECKS.md says what its check measures, with what, and which
 * wrong work it is meant to catch.
 */

import assert from "node:assert/strict";
import { LABS } from "../lab/labs.ts";

for (const { lab, checks } of LABS) {
  for (const { id, measures, tool, catches } of checks) {
    Deno.test(`lab ${lab}, ${id}: the table of checks has no empty field`, () => {
      assert.ok((measures ?? "").trim(), "measures");
      assert.ok((tool ?? "").trim(), "tool");
      assert.ok((catches ?? []).length > 0, "catches");
    });
  }
}
