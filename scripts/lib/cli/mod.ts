/**
 * Command-line tools: the host, flags, help, and exit codes.
 * @module
 */

export type { Description, Wanted } from "./description.ts";
export { Exit } from "./exit_code.ts";
export {
  boolean,
  duration,
  type Flag,
  type FlagValues,
  integer,
  number,
  oneOf,
  pattern,
  text,
  url,
  UsageError,
} from "./flags.ts";
export { type Host, realHost } from "./host.ts";
export { nearest } from "./nearest.ts";
export { selected } from "./selected.ts";
export {
  CouldNotRun,
  defineTool,
  DESCRIBE,
  runTool,
  type Tool,
} from "./tool.ts";
