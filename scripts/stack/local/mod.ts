/**
 * The development stack as a library.
 * @module
 */

export { startStack, type TestStackOptions } from "./start_stack.ts";
export type { Stack, StackOptions } from "./stack_options.ts";
export { readState, type State } from "../../adapters/running_stack/state.ts";
export {
  DEV_DIRECTORY,
  logFile,
  MACHINE_KEY,
  ROOT,
} from "../../adapters/running_stack/paths.ts";
export { databaseUrlOr } from "../../adapters/running_stack/database_url.ts";
export { copyTree } from "../../lib/process/copy_tree.ts";
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
