/**
 * The reader of PromQL. It has a door of its own, because its grammar takes
 * 25 ms to load.
 * @module
 */

export {
  parseSelector,
  PromqlError,
  promqlProblem,
  selectorsIn,
  treeOf as promqlTree,
  type UsedSelector,
} from "./parse.ts";
