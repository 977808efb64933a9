/**
 * All that the map shows of some code.
 * @module
 */

import { deadExports } from "./dead_exports.ts";
import { type FloorPlan, floorPlan } from "./floor_plan.ts";
import { type CodeFile, exportsOf, importsOf } from "./imports.ts";

/** The floor plan, and the exported names that nothing uses. */
export interface Measured {
  readonly plan: FloorPlan;
  readonly dead: readonly string[];
}

/** Measures these files, which must be all of a checkout. */
export function measure(files: readonly CodeFile[]): Measured {
  const imports = files.flatMap(importsOf);
  return {
    plan: floorPlan(files.map(({ path }) => path), imports),
    dead: deadExports(files.flatMap(exportsOf), imports),
  };
}
