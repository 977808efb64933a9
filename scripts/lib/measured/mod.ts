/**
 * Measured figures: medians, ratios, and targets that they are held against.
 * @module
 */

export {
  circumstances,
  exitOf,
  type Held,
  heldTable,
  holdAll,
  type Promised,
} from "./acceptance.ts";
export { type Figure, kept, median, table } from "./figures.ts";
