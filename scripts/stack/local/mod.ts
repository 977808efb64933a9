/**
 * The development stack as a library.
 * @module
 */

export { startStack, type TestStackOptions } from "./start_stack.ts";
export type { Stack, StackOptions } from "./stack_options.ts";
export {
  databaseUrlOr,
  DEV_DIRECTORY,
  logFile,
  MACHINE_KEY,
  readState,
  ROOT,
  type State,
} from "../../adapters/running_stack/mod.ts";
export { copyTree } from "../../lib/process/mod.ts";
export { removeDirectory } from "./orphans.ts";
export {
  dataOf,
  handOver,
  newDirectory,
  type OwnPostgres,
  startPostgres,
} from "./own_postgres.ts";
export { askStack } from "./commands.ts";
export { setDataAside } from "./preflight.ts";
