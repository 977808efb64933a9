/**
 * Reads the charts that a lecture shows.
 * @module
 */

import type { ReadChart } from "./slides.ts";
import { readTextSync } from "../../../lib/files/mod.ts";

/** Finds charts beside the lectures in `folder`. */
export function chartsOf(folder: string): ReadChart {
  return (path) => {
    try {
      return readTextSync(`${folder}/${path}`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  };
}
