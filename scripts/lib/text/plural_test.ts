import assert from "node:assert/strict";
import { plural } from "./plural.ts";

Deno.test("one of a thing has the singular, and all other counts the plural", () => {
  assert.deepEqual([0, 1, 2].map((count) => plural(count, "order")), [
    "0 orders",
    "1 order",
    "2 orders",
  ]);
});
