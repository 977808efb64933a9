/**
 * The console as a library, for `deno task dev`.
 * @module
 */

export {
  CONSOLE_PORT,
  type RunningConsole,
  startConsole,
} from "./start_console.ts";
export { readLabProgress } from "./lab_progress.ts";
export { refuseOthers, TOKEN_HEADER } from "./same_origin.ts";
