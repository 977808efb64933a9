/**
 * The console as a library, for `deno task dev`.
 * @module
 */

export {
  CONSOLE_PORT,
  type ConsoleOptions,
  type RunningConsole,
  startConsole,
} from "./start_console.ts";
export { readLabProgress } from "./lab_progress.ts";
