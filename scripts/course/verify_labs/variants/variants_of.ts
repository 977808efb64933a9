/**
 * Finds what a lab's solution is varied by: `labs/labN/variants.ts`.
 * @module
 */

import { ROOT } from "../../../adapters/running_stack/mod.ts";
import type { LabVariants } from "../../../checks/variants/mod.ts";
import { readOptional } from "../../../lib/files/mod.ts";

/** The list of a lab; undefined when it has none. */
export async function variantsOf(
  lab: number,
): Promise<LabVariants | undefined> {
  const path = `${ROOT}/labs/lab${lab}/variants.ts`;
  if (await readOptional(path) === undefined) return undefined;
  // Not a static import: the student edition has no such file.
  const { variants } = await import(`file://${path}`);
  return variants;
}
