import assert from "node:assert/strict";
import { withoutPassword } from "./database.ts";

Deno.test("withoutPassword() hides the password and nothing else", () => {
  assert.equal(
    withoutPassword("postgres://me:secret@db:5432/shop"),
    "postgres://me:***@db:5432/shop",
  );
  assert.equal(
    withoutPassword("postgres://me@db/shop"),
    "postgres://me@db/shop",
  );
});
