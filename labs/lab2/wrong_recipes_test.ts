import assert from "node:assert/strict";
import { found } from "./recipe_fixture.ts";
import { WRONG_RECIPES } from "./variants/wrong_recipes.ts";

for (const [name, [says, text]] of Object.entries(WRONG_RECIPES)) {
  Deno.test(`2.7 refuses a Dockerfile with ${name}`, () => {
    const { verdict, measured } = found(text);
    assert.equal(verdict, "fail", measured);
    assert.match(measured, says);
  });
}
