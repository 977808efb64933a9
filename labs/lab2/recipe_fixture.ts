/**
 * Step 2.7, asked of a text.
 * @module
 */

import type { Finding } from "../../scripts/checks/mod.ts";
import { readRecipe } from "./recipe/recipe.ts";
import { evaluateRecipe } from "./recipe_check.ts";

/** What step 2.7 finds in a Dockerfile, with files that it copies. */
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
