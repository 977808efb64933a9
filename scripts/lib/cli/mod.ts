/**
 * Command-line tools: the host, flags, help, and exit codes.
 * @module
 */

export { Exit } from "./exit_code.ts";
export {
  boolean,
  duration,
  type Flag,
  type FlagValues,
  integer,
  number,
  oneOf,
  text,
  url,
  UsageError,
} from "./flags.ts";
export { type Host, realHost } from "./host.ts";
export { nearest } from "./nearest.ts";
export { CouldNotRun, defineTool, runTool, type Tool } from "./tool.ts";
