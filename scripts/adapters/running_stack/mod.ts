/**
 * The development stack that runs here: where its files are, what it wrote
 * about itself, and how to ask it for something.
 * @module
 */

export {
  type Action,
  ACTIONS,
  isAlive,
  listenForCommands,
  sendCommand,
} from "./control.ts";
export { databaseUrlOr } from "./database_url.ts";
export {
  DEV_DIRECTORY,
  logFile,
  MACHINE_KEY,
  ROOT,
  type StackPaths,
  stackPaths,
} from "./paths.ts";
export { claimState, readState, type State, writeState } from "./state.ts";
