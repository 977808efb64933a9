/**
 * Every row of labs/CHECKS.md says what its check measures, with what, and which
 * wrong work it is meant to catch.
 */

import assert from "node:assert/strict";
import { LABS } from "../lab/labs.ts";

/** Labs whose checks do not say it yet. */
const NOT_YET: ReadonlySet<number> = new Set([4, 5, 6, 7, 11, 12]);

for (const { lab, checks } of LABS) {
  if (NOT_YET.has(lab)) continue;
  for (const { id, measures, tool, catches } of checks) {
    Deno.test(`lab ${lab}, ${id}: the table of checks has no empty field`, () => {
      assert.ok((measures ?? "").trim(), "measures");
      assert.ok((tool ?? "").trim(), "tool");
      assert.ok((catches ?? []).length > 0, "catches");
    });
  }
}
