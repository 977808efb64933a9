/**
 * Step 2.7, asked of a text.
 * @module
 */

import type { Finding } from "../../scripts/checks/mod.ts";
import { readRecipe } from "./recipe/recipe.ts";
import { evaluateRecipe } from "./recipe_check.ts";

/** The finding of step 2.7 for a Dockerfile, with files that it copies. */
export function found(
  text: string,
  files: Readonly<Record<string, string>> = {},
  args: Readonly<Record<string, string>> = {},
): Finding {
  return evaluateRecipe(
    readRecipe(
      text,
      new Map(Object.entries(args)),
      new Map(Object.entries(files)),
    ),
  );
}
