import assert from "node:assert/strict";
import { found } from "./recipe_fixture.ts";
import { RIGHT_RECIPES } from "./variants/right_recipes.ts";

for (const [name, text] of Object.entries(RIGHT_RECIPES)) {
  Deno.test(`2.7 takes a Dockerfile with ${name}`, () => {
    const { verdict, measured } = found(text);
    assert.equal(verdict, "pass", measured);
  });
}
